package dev.jebpf.oracle;

/// Time that a thread was on a CPU, from the tracepoint of one switch to that of the next, which
/// the scheduler did not charge it for; in nanoseconds.
///
/// @param after from the end of its accounting to the switch's tracepoint: picking the next thread,
/// and looking for one on other CPUs when there is none
/// @param taken what the clock it charges by leaves out: interrupts and, in a virtual machine,
/// other machines, where the kernel is made to
/// @param skewed by how much the clock was older, or less old if negative, when accounting ended
/// than when it began. A wakeup that will switch threads marks the clock as good enough for that
/// switch (`rq_clock_skip_update` in `wakeup_preempt`, `kernel/sched/core.c`): what the interrupt
/// that woke the thread does until then is charged to the thread, although it still waits
record LeftOut(long after, long taken, long skewed) {
  static final LeftOut NOTHING = new LeftOut(0, 0, 0);

  LeftOut minus(LeftOut earlier) {
    return new LeftOut(after - earlier.after, taken - earlier.taken, skewed - earlier.skewed);
  }

  /// All of it; negative when it was charged for more.
  long sum() {
    return after + taken + skewed;
  }
}
