package dev.jebpf.bench;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What the command line asked for.
///
/// @param names benchmarks to run; empty for all
/// @param rounds rounds of each, or 0 for the benchmark's own number
/// @param out where results go
record Settings(List<String> names, int rounds, PrintStream out) {
  static final String USAGE = "bench [NAME...] [--rounds N]";

  /// @throws IllegalArgumentException for a word it does not know
  static Settings parse(String[] arguments, PrintStream out) {
    List<String> names = new ArrayList<>();
    int rounds = 0;
    Deque<String> words = new ArrayDeque<>(List.of(arguments));
    while (!words.isEmpty()) {
      String word = words.pop();
      switch (word) {
        case "--rounds" -> rounds = Integer.parseInt(value(word, words));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + word + "; usage: " + USAGE);
          }
          names.add(word);
        }
      }
    }
    return new Settings(List.copyOf(names), rounds, out);
  }

  int rounds(int usual) {
    return rounds == 0 ? usual : rounds;
  }

  private static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(option + " wants a value; usage: " + USAGE);
    }
    return words.pop();
  }
}
