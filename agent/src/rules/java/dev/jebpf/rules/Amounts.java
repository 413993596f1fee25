package dev.jebpf.rules;

import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/// Quantities of results, and how lists of details write them.
final class Amounts {
  private Amounts() {}

  static TypedResult<IQuantity> percentage(String id, String description) {
    return new TypedResult<>(id, description, description, UnitLookup.PERCENTAGE, IQuantity.class);
  }

  static TypedResult<IQuantity> time(String id, String description) {
    return new TypedResult<>(id, description, description, UnitLookup.TIMESPAN, IQuantity.class);
  }

  static TypedResult<IQuantity> count(String id, String description) {
    return new TypedResult<>(id, description, description, UnitLookup.NUMBER, IQuantity.class);
  }

  static TypedResult<String> text(String id, String description) {
    return new TypedResult<>(id, description, description, UnitLookup.PLAIN_TEXT, String.class);
  }

  /// The part of a whole, 0 of nothing.
  static double share(long part, long whole) {
    return whole <= 0 ? 0 : (double) part / whole;
  }

  /// A share from 0 to 1 in percent, with one decimal.
  static IQuantity percent(double share) {
    return UnitLookup.PERCENT.quantity(Math.round(share * 1000) / 10.0);
  }

  static IQuantity nanos(long nanos) {
    return UnitLookup.NANOSECOND.quantity(nanos);
  }

  static IQuantity number(long number) {
    return UnitLookup.NUMBER_UNITY.quantity(number);
  }

  static String text(IQuantity quantity) {
    return quantity.displayUsing(IDisplayable.AUTO);
  }

  static String percentText(double share) {
    return text(percent(share));
  }

  static String nanosText(long nanos) {
    return text(nanos(nanos));
  }
}
