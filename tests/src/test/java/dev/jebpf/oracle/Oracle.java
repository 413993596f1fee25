package dev.jebpf.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The child's main: runs cases one after the other, each on a thread of its own, and prints what
/// it measured, `CASE.key=value` a line.
final class Oracle {
  private final OracleCase oracle;
  private final Path directory;

  /// The kernel's id of the measured thread, whose end there is later than in Java.
  private volatile String tid = "";

  private Oracle(OracleCase oracle, Path directory) {
    this.oracle = oracle;
    this.directory = directory;
  }

  /// @param args a directory, and the cases
  public static void main(String[] args) throws Exception {
    for (String name : List.of(args).subList(1, args.length)) {
      new Oracle(OracleCase.valueOf(name), Files.createDirectory(Path.of(args[0], name))).run();
    }
    System.exit(0);
  }

  /// The name of the measured thread, short enough for the kernel to know all of it
  /// (`TASK_COMM_LEN`).
  static String thread(OracleCase oracle) {
    return "oracle " + oracle.ordinal();
  }

  private void run() throws Exception {
    oracle.body().setUp(directory);
    var failure = new Throwable[1];
    long before = System.nanoTime();
    Thread thread =
        Thread.ofPlatform()
            .name(thread(oracle))
            .start(
                () -> {
                  try {
                    measure(oracle.body());
                  } catch (Throwable e) {
                    failure[0] = e;
                  }
                });
    thread.join();
    while (Files.exists(Path.of("/proc/self/task", tid))) {
      Thread.sleep(1);
    }
    print("threadAtMost", System.nanoTime() - before);
    if (failure[0] != null) {
      throw new IllegalStateException(oracle.name(), failure[0]);
    }
  }

  private void measure(CaseBody body) throws Exception {
    long born = System.nanoTime();
    long stolen = Schedstat.stolen();
    tid = Schedstat.tid();
    body.prepare(directory);
    Measurement.Bracket measured = Measurement.of(body::work);
    print("wall", measured.inner().wall(), measured.outer().wall());
    print("cpu", measured.inner().cpuClock(), measured.outer().cpuClock());
    print("delay", measured.inner().delay(), measured.outer().delay());
    print("known", body.known(measured.inner()), body.known(measured.outer()));
    print("schedCpu", measured.schedCpu());
    print("switches", measured.switches());
    Schedstat whole = Schedstat.now();
    print("threadCpu", whole.cpu());
    print("stolen", Schedstat.stolen() - stolen);
    print("threadSwitches", whole.switches());
    print("threadDelay", whole.delay());
    print("threadAtLeast", System.nanoTime() - born);
  }

  private void print(String key, long one, long other) {
    print(key + "AtLeast", Math.min(one, other));
    print(key + "AtMost", Math.max(one, other));
  }

  private void print(String key, long value) {
    System.out.println(oracle + "." + key + "=" + value);
  }
}
