package dev.jebpf.rules;

import java.util.List;
import java.util.Optional;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// Tracing itself cost a part of the CPU time of the process.
///
/// The cost of starting, a second or two of CPU once, is not held against a short recording: only
/// what exceeds an allowance counts for the score. The texts name the whole.
public final class OverheadRule extends JebpfRule {
  static final TypedResult<IQuantity> COST = Amounts.time("cost", "CPU time spent on tracing");
  static final TypedResult<IQuantity> CPU = Amounts.time("cpu", "CPU time of the process");
  static final TypedResult<IQuantity> SHARE =
      Amounts.percentage("share", "Part of the CPU time of the process");

  private static final Limits LIMITS =
      Limits.of("overhead", "part of the CPU time of the process that tracing cost", 5, 20);
  private static final LeastTime ALLOWANCE =
      LeastTime.of("overhead", "for starting, which does not count", 3000);

  /// For Mission Control's service loader.
  public OverheadRule() {
    super(
        "jebpf.Overhead",
        "Cost of Tracing",
        JfrRuleTopics.RECORDING,
        LIMITS.and(ALLOWANCE),
        List.of(COST, CPU, SHARE),
        List.of(Names.OVERHEAD, Names.THREAD_BREAKDOWN));
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    Optional<Recorded> overhead = Latest.of(items, Names.OVERHEAD);
    long agent = overhead.map(event -> event.nanos("agentTime")).orElse(0L);
    long kernel = overhead.map(event -> event.nanos("kernelTime")).orElse(0L);
    long cpu = Latest.threads(items).stream().mapToLong(thread -> thread.nanos("cpu")).sum();
    long counting = Math.max(0, agent + kernel - ALLOWANCE.nanos(preferences));
    double score = LIMITS.score(Amounts.share(counting, cpu), preferences);
    var result =
        result(score, preferences, details(agent, kernel))
            .addResult(COST, Amounts.nanos(agent + kernel))
            .addResult(CPU, Amounts.nanos(cpu))
            .addResult(SHARE, Amounts.percent(Amounts.share(agent + kernel, cpu)))
            .setSummary(
                "Tracing cost {cost}, {share} of the CPU time of the process, starting included.")
            .setExplanation("All threads of the process used {cpu} of CPU time. {details}");
    return score < 25
        ? result.build()
        : result
            .setSolution(
                "Fewer records (a higher threshold=, events= without what is not needed), fewer"
                    + " traced methods (methods=, presets=): calls of short methods cost most.")
            .build();
  }

  private static List<String> details(long agent, long kernel) {
    return List.of(
        "Threads of the agent: " + Amounts.nanosText(agent),
        kernel == 0
            ? "Kernel programs: not measured (sysctl kernel.bpf_stats_enabled=1 measures them)"
            : "Kernel programs, in whatever process they ran: " + Amounts.nanosText(kernel));
  }
}
