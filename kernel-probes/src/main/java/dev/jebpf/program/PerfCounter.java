package dev.jebpf.program;

/// Events that perf_event_open(2) counts, with the numbers of `enum perf_sw_ids` and `enum
/// perf_hw_id` of `linux/perf_event.h`. Virtual machines mostly lack those of the processor.
public enum PerfCounter {
  /// Nanoseconds on a CPU's clock, by a timer.
  CPU_CLOCK(true, 0),
  PAGE_FAULTS(true, 2),
  CONTEXT_SWITCHES(true, 3),
  CPU_MIGRATIONS(true, 4),
  MINOR_FAULTS(true, 5),
  MAJOR_FAULTS(true, 6),
  CPU_CYCLES(false, 0),
  INSTRUCTIONS(false, 1),
  CACHE_REFERENCES(false, 2),
  CACHE_MISSES(false, 3),
  BRANCH_INSTRUCTIONS(false, 4),
  BRANCH_MISSES(false, 5);

  private final boolean software;
  private final int config;

  PerfCounter(boolean software, int config) {
    this.software = software;
    this.config = config;
  }

  /// Whether the kernel counts it, rather than the processor.
  public boolean software() {
    return software;
  }

  /// `perf_event_attr::config`.
  public int config() {
    return config;
  }
}
