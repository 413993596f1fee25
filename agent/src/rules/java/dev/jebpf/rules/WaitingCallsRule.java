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

/// Calls of a traced method spend much of their time waiting in one state.
///
/// Much time in a state that is a fault by itself can become a warning, in any other it is worth
/// knowing at most: see [WaitState].
public final class WaitingCallsRule extends JebpfRule {
  static final TypedResult<String> METHOD = Amounts.text("method", "The method that waits most");
  static final TypedResult<String> STATE = Amounts.text("state", "The state it waits in");
  static final TypedResult<IQuantity> SHARE =
      Amounts.percentage("share", "Part of the calls' time in that state");
  static final TypedResult<IQuantity> TIME = Amounts.time("time", "Time in that state");
  static final TypedResult<IQuantity> CALLS = Amounts.count("calls", "Calls of the method");
  static final TypedResult<String> HOLDER =
      Amounts.text("holder", "Who held the lock, as far as it is known");

  private static final Limits LIMITS =
      Limits.of("calls", "part of a method's time in one state of waiting", 30, 60);
  private static final LeastTime LEAST =
      LeastTime.of("calls", "of the calls of a method in that state", 100);

  /// For Mission Control's service loader.
  public WaitingCallsRule() {
    super(
        "jebpf.WaitingCalls",
        "Calls That Wait",
        JfrRuleTopics.JAVA_APPLICATION,
        LIMITS.and(LEAST),
        List.of(METHOD, STATE, SHARE, TIME, CALLS, HOLDER),
        List.of(Names.METHOD_STATISTICS));
  }

  @Override
  protected IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider results) {
    List<CallWait> waits = waits(items, preferences);
    if (waits.isEmpty()) {
      return result(0, preferences, List.of())
          .setSummary("No traced method spends much of its time waiting in one state.")
          .build();
    }
    return waiting(waits, items, preferences);
  }

  /// Each method's largest wait past the limit; warnings first, then by weight.
  private static List<CallWait> waits(IItemCollection items, IPreferenceValueProvider preferences) {
    List<CallWait> waits = new ArrayList<>();
    for (Recorded method :
        Latest.by(event -> event.text("method"), items, Names.METHOD_STATISTICS).values()) {
      WaitState.ALL.stream()
          .map(state -> CallWait.of(method, state))
          .filter(wait -> wait.nanos() >= LEAST.nanos(preferences))
          .filter(wait -> score(wait, preferences) >= 25)
          .max(Comparator.comparingLong(CallWait::nanos))
          .ifPresent(waits::add);
    }
    waits.sort(
        Comparator.comparing((CallWait wait) -> score(wait, preferences) >= 75)
            .thenComparing(CallWait::weight)
            .reversed());
    return waits;
  }

  private static double score(CallWait wait, IPreferenceValueProvider preferences) {
    return wait.state().fault()
        ? LIMITS.score(wait.share(), preferences)
        : LIMITS.informingScore(wait.share(), preferences);
  }

  private IResult waiting(
      List<CallWait> waits, IItemCollection items, IPreferenceValueProvider preferences) {
    CallWait first = waits.get(0);
    String holder =
        first.state().equals(WaitState.LOCK) ? LockHolder.of(first.method(), items) : "";
    return result(
            score(first, preferences), preferences, waits.stream().map(CallWait::line).toList())
        .addResult(METHOD, first.method())
        .addResult(STATE, first.state().label())
        .addResult(SHARE, Amounts.percent(first.share()))
        .addResult(TIME, Amounts.nanos(first.nanos()))
        .addResult(CALLS, Amounts.number(first.calls()))
        .addResult(HOLDER, holder)
        .setSummary(
            "Calls of {method} spend {share} of their time in {state}"
                + (holder.isEmpty() ? "." : ": {holder}."))
        .setExplanation(
            "All calls of {method} together, {calls} in number, spent {time} in the state {state}."
                + " Of methods that call each other the one is named whose own matter the waiting"
                + " is. {details}")
        .setSolution(first.state().advice())
        .build();
  }
}
