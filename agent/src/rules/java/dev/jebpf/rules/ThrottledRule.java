package dev.jebpf.rules;

/// Threads are kept off the CPU by their control group's quota: state `throttled`.
public final class ThrottledRule extends CpuDemandRule {
  /// For Mission Control's service loader.
  public ThrottledRule() {
    super(
        "jebpf.Throttled",
        "Threads Throttled by Their Control Group",
        Limits.of(
            "throttled",
            "part of the time threads could run that their CPU quota kept them off",
            5,
            25),
        LeastTime.of("throttled", "that all threads together were throttled", 100),
        thread -> thread.nanos("throttled"),
        new Texts(
            "Java threads were throttled for {waited}, {share} of the time in which they could run.",
            "A CPU quota kept Java threads from running during {share} of the time in which they"
                + " could.",
            "Of {runnable} in which Java threads had work to do the control group's quota was used"
                + " up for {waited}. A throttled thread stands still until the next period, often"
                + " tens of milliseconds, whatever it holds meanwhile. {details}",
            "Raise the quota (cpu.max of the control group, the container's CPU limit), or use less"
                + " at a time: the JVM sizes its own and the common pools by the quota, other pools"
                + " may not. Garbage collectors and compilers count against the quota too."));
  }
}
