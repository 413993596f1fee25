package dev.jebpf.name;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds what a user may have meant by a word that isn't known.
public final class NearMatch {
  private NearMatch() {}

  /// ` (did you mean 'x'?)` when one of the words is near, else a list of all of them.
  public static String hint(String word, List<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return least <= Math.max(2, nearest.length() / 3) && least < word.length()
        ? " (did you mean '" + nearest + "'?)"
        : "; there are " + String.join(", ", known);
  }

  /// The words nearest to one, nearest first, of those that are near at all.
  public static List<String> nearest(String word, Stream<String> known, int most) {
    int far = Math.max(2, word.length() / 3);
    record Near(String word, int distance) {}
    return known
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= far)
        .map(candidate -> new Near(candidate, distance(word, candidate)))
        .filter(near -> near.distance() <= far)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
        .limit(most)
        .map(Near::word)
        .toList();
  }

  /// The number of letters to insert, delete or replace to make one word of the other.
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int best = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[other.length()];
  }
}
