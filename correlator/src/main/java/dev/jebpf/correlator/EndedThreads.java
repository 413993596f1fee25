package dev.jebpf.correlator;

import dev.jebpf.jfr.ThreadDescription;
import dev.jebpf.probes.State;
import dev.jebpf.thread.ThreadReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The accounts of ended threads that nobody records one by one: while nothing is being recorded,
/// or because there are so many. They are added up by name, numbers in it left out, so that a
/// service which starts a thread for every request takes a line and not a million.
final class EndedThreads {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int MOST_NAMES = 256;
  private static final String REST = "other threads";

  private static final class Sum {
    private final String kind;
    private final long[] words = new long[State.WORDS];
    private long threads;
    private long wall;
    private long switches;
    private long voluntary;

    Sum(String kind) {
      this.kind = kind;
    }

    void add(ThreadReading ended) {
      threads++;
      wall += ended.wallNanos();
      switches += ended.description().switches();
      voluntary += ended.description().voluntarySwitches();
      for (int word = 0; word < words.length; word++) {
        words[word] += ended.words()[word];
      }
    }

    ThreadReading reading(String name) {
      String counted = name + " (" + threads + " ended)";
      return new ThreadReading(
          new ThreadDescription(null, counted, 0, 0, false, kind, true, switches, voluntary, null),
          wall,
          words);
    }
  }

  private final Map<String, Sum> sums = new HashMap<>();

  void add(ThreadReading ended) {
    ThreadDescription description = ended.description();
    String pattern = NUMBER.matcher(description.name()).replaceAll("*");
    String name = sums.containsKey(pattern) || sums.size() < MOST_NAMES ? pattern : REST;
    sums.computeIfAbsent(name, _ -> new Sum(description.kind())).add(ended);
  }

  /// All sums since the last time, which are forgotten.
  List<ThreadReading> take() {
    var readings = new ArrayList<ThreadReading>();
    sums.forEach((name, sum) -> readings.add(sum.reading(name)));
    sums.clear();
    return readings;
  }
}
