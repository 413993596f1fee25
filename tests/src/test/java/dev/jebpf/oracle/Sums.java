package dev.jebpf.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.probes.State;
import java.util.Arrays;
import java.util.Map;

/// What holds of every breakdown, always.
public final class Sums {
  private static final String[] LABELS =
      Arrays.stream(State.values()).map(State::label).toArray(String[]::new);

  private Sums() {}

  /// Every state is there, none is negative, and they add up to wall time within 1 %, for every
  /// thread, method and call.
  public static void check(Breakdown breakdown) {
    breakdown.threads().forEach(t -> check(t.toString(), t.wallNanos(), t.states()));
    breakdown.methods().forEach(m -> check(m.toString(), m.wallNanos(), m.states()));
    breakdown.calls().forEach(c -> check(c.toString(), c.wallNanos(), c.states()));
  }

  private static void check(String what, long wall, Map<String, Long> states) {
    assertThat(states.keySet()).as(what).containsExactlyInAnyOrder(LABELS);
    assertThat(states.values()).as(what).allMatch(nanos -> nanos >= 0);
    long sum = states.values().stream().mapToLong(Long::longValue).sum();
    assertThat(Math.abs(sum - wall))
        .as("%s: states sum to %d", what, sum)
        .isLessThanOrEqualTo(wall / 100);
  }
}
