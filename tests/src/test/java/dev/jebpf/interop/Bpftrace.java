package dev.jebpf.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;

/// A running bpftrace.
final class Bpftrace implements AutoCloseable {
  private static final String LISTENS = "listens";

  /// The service's number that counts for nothing shows that the tracer sees and prints.
  private static final String COUNTING =
      """
      usdt:%1$s:acme:counted /(int64) arg0 < 0/ { printf("listens\\n"); }
      usdt:%1$s:acme:counted /(int64) arg0 > 0/ { @calls = count(); @sum = sum(arg0); }
      """;

  private final RunningJvm process;

  private Bpftrace(RunningJvm process) {
    this.process = process;
  }

  /// Skips a test whose script counts by texts where not even the smallest such script loads.
  static void requireTextKeys() {
    ChildRun run =
        Tool.BPFTRACE.run(TracedService.PATIENCE, "-e", "BEGIN { @[str(0)] = count(); exit(); }");
    assumeTrue(
        run.exit() == 0,
        () -> "this bpftrace cannot count by texts on this kernel: " + run.err().getLast());
  }

  static Bpftrace start(TracedService service, String script) {
    return new Bpftrace(Tool.BPFTRACE.start("-B", "line", "-p", service.pid(), "-e", script));
  }

  /// Starts to count the service's numbers, and returns when it does.
  static Bpftrace counting(TracedService service) {
    return warm(service, start(service, COUNTING.formatted("")));
  }

  /// The same by the path of the file, for all processes that have it mapped.
  static Bpftrace countingFile(TracedService service) {
    String script = COUNTING.formatted(service.file());
    return warm(service, new Bpftrace(Tool.BPFTRACE.start("-B", "line", "-e", script)));
  }

  private static Bpftrace warm(TracedService service, Bpftrace tracer) {
    service.ask("warm");
    tracer.awaitLine(LISTENS);
    return tracer;
  }

  String awaitLine(String start) {
    return process.awaitLine(start, TracedService.PATIENCE);
  }

  void kill() {
    process.signal("KILL");
    process.await(TracedService.PATIENCE);
  }

  /// Ends it as a user would, and returns what it printed.
  ChildRun interrupt() {
    process.signal("INT");
    return process.await(TracedService.PATIENCE);
  }

  @Override
  public void close() {
    process.close();
  }
}
