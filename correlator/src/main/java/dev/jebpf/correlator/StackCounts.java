package dev.jebpf.correlator;

import dev.jebpf.jfr.StackStatisticsEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many stacks came out how: counted by the thread that decodes them, recorded by any.
final class StackCounts {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  /// @param outcome what users know it as
  void add(String outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  /// Records the numbers of those outcomes that there were.
  void commit() {
    counts.forEach(StackStatisticsEvent::commit);
  }
}
