package dev.jebpf.rules;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// Rules about Java threads that could run and don't.
///
/// The share is taken of the time in which they *could* run (`cpu`, both `runqueue` states and
/// `throttled`), not of wall time: a pool that idles most of the day would hide anything.
abstract class CpuDemandRule extends JebpfRule {
  static final TypedResult<IQuantity> SHARE =
      Amounts.percentage("share", "Part of the time in which threads could run and did not");
  static final TypedResult<IQuantity> WAITED =
      Amounts.time("waited", "Time in which threads could run and did not");
  static final TypedResult<IQuantity> RUNNABLE =
      Amounts.time("runnable", "Time in which threads could run");

  /// The texts of a rule; `{share}` and the like stand for results.
  record Texts(String fine, String summary, String explanation, String solution) {}

  private final Limits limits;
  private final LeastTime least;
  private final ToLongFunction<Recorded> waited;
  private final Texts texts;

  CpuDemandRule(
      String id,
      String name,
      Limits limits,
      LeastTime least,
      ToLongFunction<Recorded> waited,
      Texts texts) {
    super(
        id,
        name,
        JfrRuleTopics.THREADS,
        limits.and(least),
        List.of(SHARE, WAITED, RUNNABLE),
        List.of(Names.THREAD_BREAKDOWN));
    this.limits = limits;
    this.least = least;
    this.waited = waited;
    this.texts = texts;
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    List<Recorded> threads =
        Latest.threads(items).stream()
            .filter(CpuDemandRule::ofTheService)
            .sorted(Comparator.comparingLong(waited).reversed())
            .toList();
    long lost = threads.stream().mapToLong(waited).sum();
    long runnable = threads.stream().mapToLong(CpuDemandRule::runnable).sum();
    double share = Amounts.share(lost, runnable);
    double score = lost < least.nanos(preferences) ? 0 : limits.score(share, preferences);
    var result =
        result(
                score,
                preferences,
                threads.stream().filter(this::hasWaited).map(this::line).toList())
            .addResult(SHARE, Amounts.percent(share))
            .addResult(WAITED, Amounts.nanos(lost))
            .addResult(RUNNABLE, Amounts.nanos(runnable));
    return score < 25
        ? result.setSummary(texts.fine()).build()
        : result
            .setSummary(texts.summary())
            .setExplanation(texts.explanation())
            .setSolution(texts.solution())
            .build();
  }

  /// Neither the JVM's own threads nor the agent's.
  private static boolean ofTheService(Recorded thread) {
    return thread.text("kind").equals("java") && !thread.text("threadName").startsWith("jebpf-");
  }

  private boolean hasWaited(Recorded thread) {
    return waited.applyAsLong(thread) > 0;
  }

  private String line(Recorded thread) {
    long lost = waited.applyAsLong(thread);
    return "%s: %s, %s of the time it could run and %s of its wall time"
        .formatted(
            thread.text("threadName"),
            Amounts.nanosText(lost),
            Amounts.percentText(Amounts.share(lost, runnable(thread))),
            Amounts.percentText(Amounts.share(lost, thread.nanos("wall"))));
  }

  private static long runnable(Recorded thread) {
    return thread.nanos("cpu") + inRunQueue(thread) + thread.nanos("throttled");
  }

  static long inRunQueue(Recorded thread) {
    return thread.nanos("runqueuePreempted") + thread.nanos("runqueueWoken");
  }
}
