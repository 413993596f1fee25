package dev.jebpf.rules;

/// Threads wait for a CPU: states `runqueue.preempted` and `runqueue.woken`.
///
/// Two threads that always have work on one CPU wait half of the time in which they could run,
/// four of them three quarters.
public final class RunQueueRule extends CpuDemandRule {
  /// For Mission Control's service loader.
  public RunQueueRule() {
    super(
        "jebpf.RunQueue",
        "Threads Waiting for a CPU",
        Limits.of(
            "runqueue", "part of the time threads could run that they waited for a CPU", 20, 50),
        LeastTime.of("runqueue", "that all threads together waited for a CPU", 250),
        CpuDemandRule::inRunQueue,
        new Texts(
            "Java threads waited {waited} for a CPU, {share} of the time in which they could run.",
            "Java threads waited for a CPU during {share} of the time in which they could run.",
            "Of {runnable} in which Java threads had work to do they stood in the run queue for"
                + " {waited}: there were more runnable threads than CPUs. Whatever such a thread"
                + " does takes longer by that, and so does whoever waits for it. {details}",
            "Give the service more CPUs, or fewer threads that are busy at a time: look at the"
                + " sizes of pools and at CPU-heavy work beside them. If the service's own threads"
                + " leave CPUs idle, others compete for them: other processes, or the JVM's"
                + " collectors and compilers (jdk.CPULoad, top)."));
  }
}
