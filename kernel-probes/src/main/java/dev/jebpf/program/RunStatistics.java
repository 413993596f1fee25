package dev.jebpf.program;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// What a program has cost: `struct bpf_prog_info` of `linux/bpf.h`.
///
/// @param runTimeNanos nanoseconds of all runs while statistics were on. Minimum kernel 5.1
/// @param runCount runs while statistics were on
/// @param recursionMisses runs that were skipped because the program was running on that CPU
/// already, counted always. Minimum kernel 5.12
public record RunStatistics(long runTimeNanos, long runCount, long recursionMisses) {
  static final int INFO_SIZE = 232;

  private static final int RUN_TIME_NS = 192;
  private static final int RUN_CNT = 200;
  private static final int RECURSION_MISSES = 208;

  static RunStatistics of(MemorySegment info) {
    return new RunStatistics(
        info.get(JAVA_LONG, RUN_TIME_NS),
        info.get(JAVA_LONG, RUN_CNT),
        info.get(JAVA_LONG, RECURSION_MISSES));
  }

  /// The difference to an earlier reading of the same program.
  public RunStatistics since(RunStatistics earlier) {
    return new RunStatistics(
        runTimeNanos - earlier.runTimeNanos,
        runCount - earlier.runCount,
        recursionMisses - earlier.recursionMisses);
  }
}
