package dev.jebpf.event.plan;

import dev.jebpf.name.NearMatch;
import java.util.List;

/// What a user may have meant.
final class Hints {
  private static final int MOST = 3;
  private static final int MOST_LISTED = 24;

  private Hints() {}

  /// The nearest of the names, or all of them where there are few, as the end of a sentence.
  static String of(String wanted, List<String> known) {
    if (known.isEmpty()) {
      return "; there is none";
    }
    return known.size() <= MOST_LISTED ? NearMatch.hint(wanted, known) : near(wanted, known);
  }

  /// The nearest of many names, or nothing.
  static String near(String wanted, List<String> known) {
    List<String> nearest = NearMatch.nearest(wanted, known.stream(), MOST);
    return nearest.isEmpty() ? "" : " (did you mean '" + String.join("', '", nearest) + "'?)";
  }
}
