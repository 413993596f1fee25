package dev.jebpf.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// The recording lost data: what, how much of how much, and what that means for the numbers.
public final class LossesRule extends JebpfRule {
  static final TypedResult<String> WORST = Amounts.text("worst", "What was lost, at its worst");
  static final TypedResult<IQuantity> SHARE = Amounts.percentage("share", "The part that was lost");
  static final TypedResult<IQuantity> LOST = Amounts.count("lost", "How much was lost");

  private static final Limits LIMITS =
      Limits.of("losses", "part of the data that was lost", 0.1, 5);

  /// @param lost how much
  /// @param share of all there was
  /// @param text what it means
  private record Missing(long lost, double share, double score, String text) {
    String line() {
      return "%,d %s (%s)".formatted(lost, text, Amounts.percentText(share));
    }
  }

  /// For Mission Control's service loader.
  public LossesRule() {
    super(
        "jebpf.Losses",
        "Lost Data",
        JfrRuleTopics.RECORDING,
        LIMITS.all(),
        List.of(WORST, SHARE, LOST),
        List.of(Names.LOSSES));
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    List<Missing> missing = missing(items, preferences);
    missing.sort(Comparator.comparingDouble(Missing::score).reversed());
    if (missing.isEmpty()) {
      return result(0, preferences, List.of())
          .setSummary("Nothing was lost: the recording is complete.")
          .build();
    }
    Missing worst = missing.get(0);
    return result(worst.score(), preferences, missing.stream().map(Missing::line).toList())
        .addResult(WORST, worst.text())
        .addResult(SHARE, Amounts.percent(worst.share()))
        .addResult(LOST, Amounts.number(worst.lost()))
        .setSummary("The recording lost data: {lost} {worst} ({share}).")
        .setExplanation("Since the agent started: {details}")
        .setSolution(
            "Fewer records: a higher threshold=, a condition on kernel events, or events= without"
                + " what is not needed. More threads with an account: slots=.")
        .build();
  }

  private static List<Missing> missing(
      IItemCollection items, IPreferenceValueProvider preferences) {
    List<Missing> missing = new ArrayList<>();
    Loss.Totals totals = totals(items);
    for (Recorded losses : Latest.of(items, Names.LOSSES).stream().toList()) {
      for (Loss kind : Loss.KINDS) {
        long lost = losses.number(kind.field());
        if (lost > 0) {
          double share = kind.share(lost, totals);
          double score = Math.min(kind.most(), LIMITS.score(share, preferences));
          missing.add(new Missing(lost, share, score, kind.text()));
        }
      }
    }
    for (Recorded event :
        Latest.by(e -> e.text("event"), items, Names.KERNEL_EVENT_STATISTICS).values()) {
      long lost = event.number("dropped") + event.number("unfollowed");
      if (lost > 0) {
        double share = Amounts.share(lost, event.number("count"));
        missing.add(
            new Missing(
                lost,
                share,
                LIMITS.informingScore(share, preferences),
                "occurrences of " + event.text("event") + " have no event; all are counted"));
      }
    }
    return missing;
  }

  private static Loss.Totals totals(IItemCollection items) {
    return new Loss.Totals(
        Latest.of(items, Names.OVERHEAD).map(overhead -> overhead.number("records")).orElse(0L),
        Latest.by(e -> e.text("method"), items, Names.METHOD_STATISTICS).values().stream()
            .mapToLong(method -> method.number("count"))
            .sum(),
        Latest.threads(items).size(),
        Latest.by(e -> e.text("operation"), items, Names.IO_STATISTICS).values().stream()
            .filter(total -> total.text("operation").equals("TcpConnect"))
            .mapToLong(total -> total.number("count"))
            .sum());
  }
}
