package dev.jebpf.oracle;

import java.nio.file.Files;
import java.nio.file.Path;

/// The child's main: runs one case on a thread of its own and prints what it measured, `key=value`
/// a line.
final class Oracle {
  /// The kernel's id of the measured thread, whose end there is later than in Java.
  private static volatile String tid = "";

  private Oracle() {}

  public static void main(String[] args) throws Exception {
    var body = OracleCase.valueOf(args[0]).body();
    body.setUp(Path.of(args[1]));
    var failure = new Throwable[1];
    long before = System.nanoTime();
    Thread thread =
        Thread.ofPlatform()
            .name("oracle")
            .start(
                () -> {
                  try {
                    measure(body, Path.of(args[1]));
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
      throw new IllegalStateException(args[0], failure[0]);
    }
    System.exit(0);
  }

  private static void measure(CaseBody body, Path directory) throws Exception {
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

  private static void print(String key, long one, long other) {
    print(key + "AtLeast", Math.min(one, other));
    print(key + "AtMost", Math.max(one, other));
  }

  private static void print(String key, long value) {
    System.out.println(key + "=" + value);
  }
}
