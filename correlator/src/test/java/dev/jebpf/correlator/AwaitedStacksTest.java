package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.correlator.AwaitedStacks.Key;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitedStacksTest {
  private static final Key KEY = new Key(7, 1_000);
  private static final KnownStack STACK =
      new KnownStack(1, DecodedStack.refused(Outcome.COMPLETE, ""), "stack");

  private final AwaitedStacks stacks = AwaitedStacks.ofOperations();
  private final AwaitedStacks wakers = AwaitedStacks.ofWakers();
  private final List<KnownStack> told = new ArrayList<>();

  @Test
  void shouldTellAStackThatIsKnownOnce() {
    stacks.add(KEY, STACK);
    stacks.whenKnown(KEY, told::add);
    assertThat(told).containsExactly(STACK);

    stacks.whenKnown(KEY, told::add);
    assertThat(told).hasSize(1);
  }

  @Test
  void shouldTellTheStackOfAWakerToAllItWoke() {
    wakers.whenKnown(KEY, told::add);
    wakers.whenKnown(KEY, told::add);
    wakers.add(KEY, STACK);
    wakers.whenKnown(KEY, told::add);
    assertThat(told).containsExactly(STACK, STACK, STACK);
  }

  @Test
  void shouldTellAllThatWaitForOneStack() {
    stacks.whenKnown(KEY, told::add);
    stacks.whenKnown(KEY, told::add);
    stacks.add(KEY, STACK);
    assertThat(told).containsExactly(STACK, STACK);
  }

  @Test
  void shouldTellAStackWhenItIsKnown() {
    stacks.whenKnown(KEY, told::add);
    stacks.add(new Key(7, 2_000), STACK);
    stacks.add(new Key(8, 1_000), STACK);
    stacks.expire();
    assertThat(told).isEmpty();

    stacks.add(KEY, STACK);
    assertThat(told).containsExactly(STACK);
  }

  @Test
  void shouldGiveUpAtTheEnd() {
    for (AwaitedStacks each : List.of(stacks, wakers)) {
      told.clear();
      each.whenKnown(KEY, told::add);
      each.close();
      assertThat(told)
          .singleElement()
          .extracting(one -> one.stack().outcome())
          .isEqualTo(Outcome.ABSENT);
      each.add(KEY, STACK);
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void shouldGiveUpOnTheOldestWhenTooManyWait() {
    for (int i = 0; i < AwaitedStacks.MOST_WAITING; i++) {
      stacks.whenKnown(new Key(7, i), told::add);
    }
    assertThat(told).isEmpty();

    stacks.whenKnown(new Key(9, 1), told::add);
    assertThat(told).hasSize(1);
  }

  @Test
  void shouldForgetTheOldestStackWhenTooManyAreLeft() {
    for (int i = 0; i <= AwaitedStacks.MOST_STACKS; i++) {
      stacks.add(new Key(7, i), STACK);
    }
    stacks.whenKnown(new Key(7, 0), told::add);
    assertThat(told).isEmpty();

    stacks.whenKnown(new Key(7, 1), told::add);
    assertThat(told).containsExactly(STACK);
  }
}
