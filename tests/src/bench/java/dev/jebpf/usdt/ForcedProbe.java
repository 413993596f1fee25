package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/// Enables a probe without a tracer.
public final class ForcedProbe {
  private ForcedProbe() {}

  /// Counts the semaphore up, as the kernel does for a tracer.
  public static void enable(UsdtProbe probe) {
    ((LinkedProbe) probe).site().semaphore().set(JAVA_SHORT, 0, (short) 1);
  }
}
