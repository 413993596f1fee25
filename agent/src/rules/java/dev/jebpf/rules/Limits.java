package dev.jebpf.rules;

import java.util.List;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/// The shares from which on a rule informs and warns, as preferences.
///
/// @param info a percentage that scores 25
/// @param warning a percentage that scores 75
record Limits(TypedPreference<IQuantity> info, TypedPreference<IQuantity> warning) {

  /// Preferences named `jebpf.RULE.info.limit` and `jebpf.RULE.warning.limit`.
  ///
  /// @param what what the percentages are of, for the reader of the preferences
  static Limits of(String rule, String what, double infoPercent, double warningPercent) {
    return new Limits(
        percent(rule + ".info.limit", "Information limit: " + what, infoPercent),
        percent(rule + ".warning.limit", "Warning limit: " + what, warningPercent));
  }

  private static TypedPreference<IQuantity> percent(String id, String text, double percent) {
    return new TypedPreference<>(
        "jebpf." + id, text, text, UnitLookup.PERCENTAGE, UnitLookup.PERCENT.quantity(percent));
  }

  /// Both, and what else a rule lets its user set.
  List<TypedPreference<?>> and(LeastTime least) {
    return List.of(info, warning, least.preference());
  }

  List<TypedPreference<?>> all() {
    return List.of(info, warning);
  }

  /// The score, up to 100, of a share from 0 to 1.
  double score(double share, IPreferenceValueProvider preferences) {
    return RulesToolkit.mapExp100(share, ratio(info, preferences), ratio(warning, preferences));
  }

  /// The score, up to 74, of a share that is worth knowing, however high, but no fault by itself.
  double informingScore(double share, IPreferenceValueProvider preferences) {
    return Math.min(74, score(share, preferences));
  }

  private static double ratio(
      TypedPreference<IQuantity> limit, IPreferenceValueProvider preferences) {
    return preferences.getPreferenceValue(limit).doubleValueIn(UnitLookup.PERCENT_UNITY);
  }
}
