package dev.jebpf.analysis;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/// What one rule says of events committed here and now, by JMC's own parser, registry and engine.
record Verdict(IResult result) {
  /// Commits events of jebpf.
  @FunctionalInterface
  interface Events {
    void commit() throws Exception;
  }

  /// Records events and evaluates a rule over them.
  ///
  /// @param preferences in percent or milliseconds, by id; others have their defaults
  static Verdict of(Path directory, String rule, Map<String, Long> preferences, Events events)
      throws Exception {
    return of(record(directory.resolve("synthetic.jfr"), events), rule, preferences);
  }

  static Verdict of(IItemCollection items, String rule, Map<String, Long> preferences)
      throws Exception {
    IRule found = rule(rule);
    return new Verdict(
        RulesToolkit.evaluateParallel(List.of(found), items, provider(preferences), 1)
            .get(found)
            .get());
  }

  private static IItemCollection record(Path file, Events events) throws Exception {
    try (var recording = new Recording()) {
      recording.start();
      events.commit();
      recording.stop();
      recording.dump(file);
    }
    return JfrLoaderToolkit.loadEvents(file.toFile());
  }

  /// The rule of this id that JMC's registry found.
  static IRule rule(String id) {
    return RuleRegistry.getRules().stream()
        .filter(rule -> rule.getId().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("JMC found no rule " + id));
  }

  private static IPreferenceValueProvider provider(Map<String, Long> values) {
    return new IPreferenceValueProvider() {
      @Override
      @SuppressWarnings("unchecked")
      public <T> T getPreferenceValue(TypedPreference<T> preference) {
        Long value = values.get(preference.getIdentifier());
        if (value == null) {
          return preference.getDefaultValue();
        }
        return (T)
            (preference.getPersister() == UnitLookup.PERCENTAGE
                ? UnitLookup.PERCENT.quantity(value)
                : UnitLookup.MILLISECOND.quantity(value));
      }
    };
  }

  Severity severity() {
    return result.getSeverity();
  }

  double score() {
    return ((IQuantity) value("score")).doubleValueIn(UnitLookup.NUMBER_UNITY);
  }

  double percent(String name) {
    return ((IQuantity) value(name)).doubleValueIn(UnitLookup.PERCENT);
  }

  long nanos(String name) {
    return ((IQuantity) value(name)).clampedLongValueIn(UnitLookup.NANOSECOND);
  }

  long number(String name) {
    return ((IQuantity) value(name)).clampedLongValueIn(UnitLookup.NUMBER_UNITY);
  }

  /// A result of this name.
  Object value(String name) {
    return result.getResult(typed(name));
  }

  private TypedResult<?> typed(String name) {
    return result.getRule().getResults().stream()
        .filter(type -> type.getIdentifier().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result " + name));
  }

  List<String> details() {
    Collection<?> details = result.getResult((TypedCollectionResult<?>) typed("details"));
    return details.stream()
        .map(detail -> plain(((IDisplayable) detail).displayUsing(IDisplayable.AUTO)))
        .toList();
  }

  /// The summary as Mission Control shows it.
  String summary() {
    return plain(ResultToolkit.populateMessage(result, result.getSummary(), false));
  }

  String explanation() {
    return plain(
        ResultToolkit.populateMessage(result, String.valueOf(result.getExplanation()), false));
  }

  /// JMC keeps numbers and units together with a blank that does not break.
  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }
}
