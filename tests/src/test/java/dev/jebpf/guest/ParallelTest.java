package dev.jebpf.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final List<String> events = new ArrayList<>();

  private synchronized void note(String event) {
    events.add(event);
  }

  private Supplier<String> noted(String name) {
    return () -> {
      note("start " + name);
      note("end " + name);
      return name;
    };
  }

  private static Supplier<Integer> meeting(CyclicBarrier barrier) {
    return () -> {
      try {
        barrier.await(10, TimeUnit.SECONDS);
        return barrier.getParties();
      } catch (Exception e) {
        throw new IllegalStateException("the other does not run", e);
      }
    };
  }

  @Test
  void shouldRunSoManyAtOnce() {
    var barrier = new CyclicBarrier(2);
    assertThat(Parallel.run(2, List.of(meeting(barrier), meeting(barrier)))).containsExactly(2, 2);
  }

  @Test
  void shouldRunOneAfterTheOtherWhenOneIsTheMost() {
    assertThat(Parallel.run(1, List.of(noted("a"), noted("b")))).containsExactly("a", "b");
    assertThat(events).containsExactly("start a", "end a", "start b", "end b");
  }

  @Test
  void shouldLetTheOthersEndWhenOneFails() {
    Supplier<String> failing =
        () -> {
          throw new IllegalStateException("no");
        };
    assertThatThrownBy(() -> Parallel.run(1, List.of(failing, noted("b"))))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no");
    assertThat(events).containsExactly("start b", "end b");
  }
}
