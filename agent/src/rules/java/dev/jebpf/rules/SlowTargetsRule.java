package dev.jebpf.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/// Rules about slow operations on one file or remote address that take much of some calls' time.
///
/// Operations past the agent's threshold have an event each; `jebpf.IoStatistics` counts all, so
/// that it can be said how few the slow ones are.
abstract class SlowTargetsRule extends JebpfRule {
  static final TypedResult<String> TARGET = Amounts.text("target", "The file or remote address");
  static final TypedResult<String> METHOD =
      Amounts.text("method", "The method in whose calls it was used");
  static final TypedResult<IQuantity> SHARE =
      Amounts.percentage("share", "Part of the calls' time");
  static final TypedResult<IQuantity> TIME = Amounts.time("time", "Time of the slow operations");
  static final TypedResult<IQuantity> SLOW = Amounts.count("slow", "Slow operations on it");
  static final TypedResult<IQuantity> ALL =
      Amounts.count("all", "Operations of these kinds, quick ones and other targets included");
  static final TypedResult<IQuantity> PART =
      Amounts.percentage("part", "Part of the time of all operations of these kinds");

  /// What differs between files and connections.
  ///
  /// @param operations event types
  /// @param target of an event
  /// @param fault whether much time there can become a warning
  /// @param solution what to do
  record Kind(
      String noun,
      List<String> operations,
      Function<Recorded, String> target,
      boolean fault,
      String solution) {}

  private final Kind kind;
  private final Limits limits;
  private final LeastTime least;

  SlowTargetsRule(String id, String name, String topic, Limits limits, LeastTime least, Kind kind) {
    super(
        id,
        name,
        topic,
        limits.and(least),
        List.of(TARGET, METHOD, SHARE, TIME, SLOW, ALL, PART),
        List.of(Names.IO_STATISTICS));
    this.kind = kind;
    this.limits = limits;
    this.least = least;
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    List<Recorded> operations = Recorded.of(items, kind.operations().toArray(String[]::new));
    List<Target> targets =
        Target.of(operations, kind.target(), walls(items)).stream()
            .filter(target -> target.nanos() >= least.nanos(preferences))
            .filter(target -> score(target, preferences) >= 25)
            .sorted(Comparator.comparingDouble(Target::weight).reversed())
            .toList();
    if (targets.isEmpty()) {
      return result(0, preferences, List.of())
          .setSummary(
              "Slow operations on no " + kind.noun() + " take much of the time of traced calls.")
          .build();
    }
    return slow(targets, items, preferences);
  }

  private static Map<String, Long> walls(IItemCollection items) {
    Map<String, Long> walls = new HashMap<>();
    Latest.by(event -> event.text("method"), items, Names.METHOD_STATISTICS)
        .forEach((method, statistics) -> walls.put(method, statistics.nanos("wall")));
    return walls;
  }

  private double score(Target target, IPreferenceValueProvider preferences) {
    return kind.fault()
        ? limits.score(target.share(), preferences)
        : limits.informingScore(target.share(), preferences);
  }

  private IResult slow(
      List<Target> targets, IItemCollection items, IPreferenceValueProvider preferences) {
    Target first = targets.get(0);
    List<Recorded> totals =
        Latest.by(event -> event.text("operation"), items, Names.IO_STATISTICS).values().stream()
            .filter(total -> kind.operations().contains("jebpf." + total.text("operation")))
            .toList();
    long all = totals.stream().mapToLong(total -> total.number("count")).sum();
    long nanos = totals.stream().mapToLong(total -> total.nanos("time")).sum();
    return result(
            score(first, preferences), preferences, targets.stream().map(Target::line).toList())
        .addResult(TARGET, first.name())
        .addResult(METHOD, first.method())
        .addResult(SHARE, Amounts.percent(first.share()))
        .addResult(TIME, Amounts.nanos(first.nanos()))
        .addResult(SLOW, Amounts.number(first.count()))
        .addResult(ALL, Amounts.number(all))
        .addResult(PART, Amounts.percent(Amounts.share(first.nanos(), nanos)))
        .setSummary("Slow operations on {target} take {share} of the time of calls of {method}.")
        .setExplanation(
            "{slow} of {all} operations took {time}, {part} of the time of all such operations of"
                + " the process. {details}")
        .setSolution(kind.solution())
        .build();
  }
}
