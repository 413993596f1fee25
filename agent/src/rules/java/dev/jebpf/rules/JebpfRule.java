package dev.jebpf.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmc.common.item.IItemQuery;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.item.ItemQueryBuilder;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.AbstractRule;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/// What the rules have in common: a score decides the severity, and each result has a list of
/// details and a query for the events it was made from.
abstract class JebpfRule extends AbstractRule {
  /// Entries of a list of details.
  static final int DETAILS = 8;

  private final List<String> events;

  /// @param required without an event of each of these the rule does not apply
  JebpfRule(
      String id,
      String name,
      String topic,
      Collection<TypedPreference<?>> preferences,
      List<TypedResult<?>> results,
      List<String> required) {
    super(id, name, topic, preferences, withCommon(results), available(required));
    this.events = required;
  }

  private static List<TypedResult<?>> withCommon(List<TypedResult<?>> results) {
    List<TypedResult<?>> all = new ArrayList<>(results);
    all.addAll(List.of(TypedResult.SCORE, TypedResult.ITEM_QUERY, Detail.LIST));
    return all;
  }

  private static Map<String, EventAvailability> available(List<String> types) {
    Map<String, EventAvailability> available = new HashMap<>();
    types.forEach(type -> available.put(type, EventAvailability.AVAILABLE));
    return available;
  }

  /// A result with this score and the severity that goes with it.
  final ResultBuilder result(
      double score, IPreferenceValueProvider preferences, List<String> details) {
    return ResultBuilder.createFor(this, preferences)
        .setSeverity(Severity.get(score))
        .addResult(TypedResult.SCORE, UnitLookup.NUMBER_UNITY.quantity(score))
        .addResult(TypedResult.ITEM_QUERY, query(events))
        .addResult(Detail.LIST, details.stream().limit(DETAILS).map(Detail::new).toList());
  }

  private static IItemQuery query(List<String> types) {
    return ItemQueryBuilder.fromWhere(ItemFilters.type(types.toArray(String[]::new))).build();
  }
}
