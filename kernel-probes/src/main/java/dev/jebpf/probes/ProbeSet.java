package dev.jebpf.probes;

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

  private final ProbeAttachments attachments;
  private final ProbePrograms programs;
  private final boolean inNamespace;
  private final boolean files;
  private final boolean tcp;

  ProbeSet(
      ProbeAttachments attachments,
      ProbePrograms programs,
      ProcessIdentity process,
      ProbeConfig config) {
    this.attachments = attachments;
    this.programs = programs;
    this.inNamespace = process.namespaceLevel() != 0;
    this.files = config.files();
    this.tcp = config.tcp();
  }

  /// The account first, by itself: what is compiled after it is already on the account.
  ///
  /// @param begins told the moment the account begins
  void open(Runnable begins) {
    attachments.load(WAKER, programs.account(), "onWaking");
    attachments.load(ACCOUNT, programs.account(), "onSwitch");
    attachments.load(START, programs.account(), "onNewTask");
    if (inNamespace) {
      attachments.load(END, programs.account(), "onThreadExit");
    }
    attachments.attach(WAKER);
    begins.run();
    attachments.attach(ACCOUNT);
    attachments.attach(START);
    attachments.attach(END);
    loadOperations();
    loadConnections();
    attachments.attach(FILES);
    attachments.attach(TCP);
    attachments.attach(CONNECTIONS);
    attachments.attach(RETRANSMITS);
  }

  private void loadConnections() {
    if (tcp) {
      attachments.load(CONNECTIONS, programs.tcp(), "onState");
      attachments.load(RETRANSMITS, programs.tcp(), "onRetransmit");
    } else {
      attachments.leaveOut(CONNECTIONS);
      attachments.leaveOut(RETRANSMITS);
    }
  }

  /// Files and connections share the two programs at the system calls; if the kernel refuses them
  /// together, each is tried alone.
  private void loadOperations() {
    if (files && tcp && loadIo(FILES, true, true)) {
      attachments.serve(TCP, FILES);
      return;
    }
    if (!files || !loadIo(FILES, true, false)) {
      leaveOutUnless(files, FILES);
    }
    if (!tcp || !loadIo(TCP, false, true)) {
      leaveOutUnless(tcp, TCP);
    }
  }

  private boolean loadIo(String probe, boolean withFiles, boolean withTcp) {
    return attachments.load(probe, programs.io(withFiles, withTcp), "onExit", "onEnter");
  }

  private void leaveOutUnless(boolean wanted, String probe) {
    if (!wanted) {
      attachments.leaveOut(probe);
    }
  }
}
