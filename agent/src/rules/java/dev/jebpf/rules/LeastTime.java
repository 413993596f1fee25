package dev.jebpf.rules;

import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;

/// The time below which a rule has nothing to say, as a preference: a large share of next to
/// nothing matters to nobody.
record LeastTime(TypedPreference<IQuantity> preference) {

  /// A preference named `jebpf.RULE.least.time`.
  ///
  /// @param of what the time is of, for the reader of the preferences
  static LeastTime of(String rule, String of, long millis) {
    return new LeastTime(
        new TypedPreference<>(
            "jebpf." + rule + ".least.time",
            "Least time: " + of,
            "Time below which the rule has nothing to say: " + of,
            UnitLookup.TIMESPAN,
            UnitLookup.MILLISECOND.quantity(millis)));
  }

  long nanos(IPreferenceValueProvider preferences) {
    return preferences.getPreferenceValue(preference).clampedLongValueIn(UnitLookup.NANOSECOND);
  }
}
