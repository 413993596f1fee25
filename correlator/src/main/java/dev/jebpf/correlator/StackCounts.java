package dev.jebpf.correlator;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.Outcome;
import dev.jebpf.jfr.StackStatisticsEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many stacks came out how: counted by the threads that decode and join them, recorded by any.
final class StackCounts {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  /// @param outcome what users know it as
  void add(String outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  /// Counts the stack of an operation or kernel event.
  void addOperation(DecodedStack stack) {
    String outcome = stack.outcome().label();
    add(
        "operations: "
            + (stack.outcome() == Outcome.ABSENT ? outcome + ": " + stack.detail() : outcome));
  }

  /// Records the numbers of those outcomes that there were.
  void commit() {
    counts.forEach(StackStatisticsEvent::commit);
  }
}
