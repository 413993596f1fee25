package dev.jebpf.rules;

import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;

/// A line of a result's list, such as a thread and what it waited for.
public record Detail(String text) implements IDisplayable {
  private static final ContentType<Detail> TYPE =
      UnitLookup.createSyntheticContentType("jebpfDetail");

  /// The list that every result has; a text shows it where it says `{details}`.
  public static final TypedCollectionResult<Detail> LIST =
      new TypedCollectionResult<>(
          "details",
          "Details",
          "What the result was made from, the most important first",
          TYPE,
          Detail.class);

  @Override
  public String displayUsing(String formatHint) {
    return text;
  }
}
