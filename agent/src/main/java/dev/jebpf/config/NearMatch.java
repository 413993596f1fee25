package dev.jebpf.config;

import java.util.List;

/// Finds what a user may have meant by a word that isn't known.
final class NearMatch {
  private NearMatch() {}

  /// ` (did you mean 'x'?)` when one of the words is near, else a list of all of them.
  static String hint(String word, List<String> known) {
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
