package dev.jebpf.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ways to see operations on files and connections, in order.
///
/// Of a function the return is attached before the entry: a call without its return would be taken
/// for one that never ends.
final class OperationCandidates {
  private static final String TRACEPOINT = "tracepoint";

  private final ProbePrograms programs;
  private final List<Mechanism> mechanisms;

  OperationCandidates(ProbePrograms programs, List<Mechanism> mechanisms) {
    this.programs = programs;
    this.mechanisms = mechanisms;
  }

  /// At functions, else at system calls.
  List<Candidate> both(boolean files, boolean tcp) {
    List<Candidate.Part> parts = new ArrayList<>();
    parts.add(part(probes(files, tcp), programs.files(files, tcp), "splice", "sendfile"));
    if (files) {
      parts.addAll(files(programs.files(true, tcp)));
    }
    if (tcp) {
      parts.addAll(transfers(programs.connections()));
    }
    List<Candidate> candidates =
        new ArrayList<>(Candidate.at(Mechanism.functions(mechanisms), parts));
    candidates.addAll(systemCalls(files, tcp));
    return candidates;
  }

  private static List<Candidate.Part> files(IoFunctions program) {
    List<String> files = probes(true, false);
    return List.of(
        part(files, program, "open", null),
        part(files, program, "read", null),
        part(files, program, "write", null),
        part(files, program, "sync", null),
        part(files, program, "fsync", "fsync where vfs_fsync_range is inlined"),
        part(files, program, "fdatasync", "fdatasync where vfs_fsync_range is inlined"),
        part(files, program, "readv", "readv, preadv"),
        part(files, program, "writev", "writev, pwritev"),
        part(files, program, "syncRange", "sync_file_range"),
        part(files, program, "copy", "copy_file_range"),
        part(files, program, "uringRead", "reads of io_uring"),
        part(files, program, "uringWrite", "writes of io_uring"));
  }

  private static List<Candidate.Part> transfers(TcpFunctions program) {
    List<String> tcp = probes(false, true);
    return List.of(
        part(tcp, program, "accept", null),
        part(tcp, program, "send", null),
        part(tcp, program, "receive", null),
        part(tcp, program, "poll", "the wait in poll before a receive"));
  }

  private static Candidate.Part part(
      List<String> probes, Object program, String method, @Nullable String gap) {
    return new Candidate.Part(probes, program, List.of(method + "Done", method), gap);
  }

  private static List<String> probes(boolean files, boolean tcp) {
    return Stream.of(files ? ProbeSet.FILES : "", tcp ? ProbeSet.TCP : "")
        .filter(probe -> !probe.isEmpty())
        .toList();
  }

  /// At the exit and the entry of all system calls.
  List<Candidate> systemCalls(boolean files, boolean tcp) {
    return atTracepoint(
        probes(files, tcp), programs.io(files, tcp), mechanisms, "onExit", "onEnter");
  }

  /// The life of connections.
  static List<Candidate> connections(TcpProbe program, List<Mechanism> mechanisms) {
    List<String> methods = List.of("onSetState", "onClose", "onShutdown", "onConnect");
    return either(ProbeSet.CONNECTIONS, program, mechanisms, methods, "onState");
  }

  /// Packets sent again.
  static List<Candidate> retransmits(TcpProbe program, List<Mechanism> mechanisms) {
    List<String> methods = List.of("onRetransmitted");
    return either(ProbeSet.RETRANSMITS, program, mechanisms, methods, "onRetransmit");
  }

  private static List<Candidate> either(
      String probe,
      TcpProbe program,
      List<Mechanism> mechanisms,
      List<String> atFunctions,
      String atTracepoint) {
    var part = new Candidate.Part(List.of(probe), program, atFunctions, null);
    List<Candidate> candidates =
        new ArrayList<>(Candidate.at(Mechanism.functions(mechanisms), List.of(part)));
    candidates.addAll(atTracepoint(List.of(probe), program, mechanisms, atTracepoint));
    return candidates;
  }

  private static List<Candidate> atTracepoint(
      List<String> probes, Object program, List<Mechanism> mechanisms, String... methods) {
    if (!mechanisms.contains(Mechanism.TRACEPOINT)) {
      return List.of();
    }
    var part = new Candidate.Part(probes, program, List.of(methods), null);
    return List.of(new Candidate(TRACEPOINT, null, List.of(part)));
  }
}
