package dev.jebpf.probes;

import java.util.ArrayList;
import java.util.List;

/// The logical probes: what is loaded for each, and in which order they are attached.
final class ProbeSet {
  static final String ACCOUNT = "thread.account";
  static final String WAKER = "thread.waker";
  static final String START = "thread.start";
  static final String END = "thread.end";
  static final String FILES = "file.operations";
  static final String TCP = "tcp.operations";
  static final String CONNECTIONS = "tcp.connections";
  static final String RETRANSMITS = "tcp.retransmits";
  static final String BLOCKED = "thread.blocked";

  private final ProbeAttachments attachments;
  private final ProbePrograms programs;
  private final boolean inNamespace;
  private final boolean files;
  private final boolean tcp;
  private final boolean blocked;
  private final List<Mechanism> mechanisms;
  private final List<String> notes;

  /// @param notes what the kernel lacks that the account could do with, and what is done instead
  ProbeSet(
      ProbeAttachments attachments,
      ProbePrograms programs,
      ProcessIdentity process,
      ProbeConfig config,
      List<String> notes) {
    this.attachments = attachments;
    this.programs = programs;
    this.inNamespace = process.namespaceLevel() != 0;
    this.files = config.files();
    this.tcp = config.tcp();
    this.blocked = config.blocked().wanted();
    this.mechanisms = config.mechanisms();
    this.notes = List.copyOf(notes);
  }

  /// The account first, by itself: what is compiled after it is already on the account.
  ///
  /// @param begins told the moment the account begins
  /// @param begun told when it is attached, before anything else is compiled
  void open(Runnable begins, Runnable begun) {
    attachments.load(WAKER, programs.account(), "onWaking");
    attachments.load(ACCOUNT, programs.account(), "onSwitch", "onSwitchWithoutState");
    attachments.load(START, programs.account(), "onNewTask");
    if (inNamespace) {
      attachments.load(END, programs.account(), "onThreadExit");
    }
    attachments.attach(WAKER, List.of());
    begins.run();
    attachments.attach(ACCOUNT, notes);
    attachments.attach(START, List.of());
    attachments.attach(END, List.of());
    begun.run();
    if (blocked) {
      attachments.load(BLOCKED, programs.blockedReturns(), "onReturn");
      attachments.attach(BLOCKED, List.of());
    }
    serveOperations();
    serveOrLeaveOut(CONNECTIONS, OperationCandidates.connections(programs.tcp(), mechanisms));
    serveOrLeaveOut(RETRANSMITS, OperationCandidates.retransmits(programs.tcp(), mechanisms));
  }

  private void serveOrLeaveOut(String probe, List<Candidate> candidates) {
    if (tcp) {
      serveOrGiveUp(probe, candidates, List.of());
    } else {
      attachments.leaveOut(probe);
    }
  }

  /// Files and connections share the words of a thread's slot that say what is being timed, so
  /// either both are seen at functions, or both at system calls: there they share the two programs
  /// as well, and if the kernel refuses them together, each is tried alone ([CallNote]).
  private void serveOperations() {
    var candidates = new OperationCandidates(programs, mechanisms);
    var refusals = new ArrayList<Refusal>();
    leaveOutUnless(files, FILES);
    leaveOutUnless(tcp, TCP);
    if ((!files && !tcp) || attachments.serve(candidates.both(files, tcp), refusals)) {
      return;
    }
    if (files && tcp) {
      serveOrGiveUp(FILES, candidates.systemCalls(true, false), refusals);
      serveOrGiveUp(TCP, candidates.systemCalls(false, true), refusals);
    } else {
      attachments.giveUp(files ? FILES : TCP, refusals);
    }
  }

  private void serveOrGiveUp(String probe, List<Candidate> candidates, List<Refusal> before) {
    var refusals = new ArrayList<Refusal>(before);
    if (!attachments.serve(candidates, refusals)) {
      attachments.giveUp(probe, refusals);
    }
  }

  private void leaveOutUnless(boolean wanted, String probe) {
    if (!wanted) {
      attachments.leaveOut(probe);
    }
  }
}
