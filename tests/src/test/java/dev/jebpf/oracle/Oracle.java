package dev.jebpf.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The child's main: runs cases one after the other, each on a thread of its own, and prints what
/// it measured, `CASE.key=value` a line.
final class Oracle {
  private final OracleCase oracle;
  private final Path directory;
  private final UnaccountedTime observer;

  /// The kernel's id of the measured thread, whose end there is later than in Java.
  private volatile String tid = "";

  /// When its observation began: what it had been charged for, less what [#observer] has counted.
  private volatile long chargedBefore;

  private volatile LeftOut leftOutBefore = LeftOut.NOTHING;
  private volatile long aliveFor;

  private Oracle(OracleCase oracle, Path directory, UnaccountedTime observer) {
    this.oracle = oracle;
    this.directory = directory;
    this.observer = observer;
  }

  /// @param args a directory, and the cases
  public static void main(String[] args) throws Exception {
    try (var observer = UnaccountedTime.open()) {
      for (String name : List.of(args).subList(1, args.length)) {
        Path directory = Files.createDirectory(Path.of(args[0], name));
        new Oracle(OracleCase.valueOf(name), directory, observer).run();
      }
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
    print("threadCpu", chargedBefore + observer.charged());
    print("thread.", observer.read().minus(leftOutBefore));
    print("threadAtLeast", aliveFor);
  }

  private void measure(CaseBody body) throws Exception {
    long born = System.nanoTime();
    observer.observe();
    long _ = Measurement.cpu(); // has the kernel charge it for all until now
    long charged = observer.charged();
    chargedBefore = Measurement.cpu() - charged;
    leftOutBefore = observer.read();
    tid = Schedstat.tid();
    body.prepare(directory);
    Measurement.Bracket measured = Measurement.of(observer, body::work);
    print("wall", measured.inner().wall(), measured.outer().wall());
    print("cpu", measured.inner().cpuClock(), measured.outer().cpuClock());
    print("delay", measured.inner().delay(), measured.outer().delay());
    print("known", body.known(measured.inner()), body.known(measured.outer()));
    print("schedCpu", measured.schedCpu());
    print("switches", measured.switches());
    print("leftOut", measured.inner().leftOut().sum(), measured.outer().leftOut().sum());
    print("", measured.outer().leftOut());
    print("threadSwitches", Schedstat.stale().switches());
    aliveFor = System.nanoTime() - born;
  }

  private void print(String prefix, LeftOut leftOut) {
    print(prefix + "after", leftOut.after());
    print(prefix + "taken", leftOut.taken());
    print(prefix + "skewed", leftOut.skewed());
  }

  private void print(String key, long one, long other) {
    print(key + "AtLeast", Math.min(one, other));
    print(key + "AtMost", Math.max(one, other));
  }

  private void print(String key, long value) {
    System.out.println(oracle + "." + key + "=" + value);
  }
}
