package dev.jebpf.oracle;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// What a piece of work took by clocks that are not jebpf's, in nanoseconds.
///
/// @param wall from its begin to its end
/// @param cpuClock by the thread's CPU clock (`CLOCK_THREAD_CPUTIME_ID`)
/// @param delay waiting for a CPU, by schedstat
/// @param leftOut on a CPU besides, of which that clock knows nothing
record Measurement(long wall, long cpuClock, long delay, LeftOut leftOut) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// The same work measured inside the woven method and around it: on a busy machine the thread may
  /// lose its CPU between a clock's reading and the method's entry or exit, so what the method's
  /// account says must lie between the two.
  ///
  /// @param schedCpu around it, on a CPU by schedstat, which is up to date after a short sleep
  /// only: less what the CPU clock says the thread did besides until then
  /// @param switches how often the thread left its CPU meanwhile
  record Bracket(Measurement inner, Measurement outer, long schedCpu, long switches) {}

  /// Runs the work in [Subject#work].
  ///
  /// @param observer of the current thread
  static Bracket of(UnaccountedTime observer, Subject.Work work) throws Exception {
    warmUp(observer);
    var inner = new Measurement[1];
    Schedstat before = Schedstat.now();
    Measurement outer =
        around(observer, () -> Subject.work(() -> inner[0] = around(observer, work)));
    Schedstat after = Schedstat.now();
    long besides = after.clock() - before.clock() - outer.cpuClock();
    return new Bracket(
        inner[0],
        outer,
        after.cpu() - before.cpu() - besides,
        after.switches() - before.switches());
  }

  private static Measurement around(UnaccountedTime observer, Subject.Work work) throws Exception {
    long delay = Schedstat.stale().delay();
    long cpu = cpu();
    LeftOut leftOut = observer.read();
    long start = System.nanoTime();
    work.run();
    long wall = System.nanoTime() - start;
    cpu = cpu() - cpu;
    leftOut = observer.read().minus(leftOut);
    return new Measurement(wall, cpu, Schedstat.stale().delay() - delay, leftOut);
  }

  private static void warmUp(UnaccountedTime observer) throws Exception {
    for (int i = 0; i < 50; i++) {
      Schedstat _ = Schedstat.now();
      Measurement _ = around(observer, () -> {});
    }
  }

  /// Time neither on a CPU nor waiting for one: asleep.
  long asleep() {
    return wall - cpuClock - delay;
  }

  /// CPU time of the current thread so far.
  static long cpu() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
