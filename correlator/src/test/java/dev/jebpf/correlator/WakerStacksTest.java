package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.correlator.WakerStacks.Key;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakerStacksTest {
  private static final Key KEY = new Key(7, 1_000);
  private static final KnownStack STACK =
      new KnownStack(1, DecodedStack.refused(Outcome.COMPLETE, ""), "stack");

  private final WakerStacks wakers = new WakerStacks();
  private final List<KnownStack> told = new ArrayList<>();

  @Test
  void shouldTellAStackThatIsKnown() {
    wakers.add(KEY, STACK);
    wakers.whenKnown(KEY, told::add);
    wakers.whenKnown(KEY, told::add);
    assertThat(told).containsExactly(STACK, STACK);
  }

  @Test
  void shouldTellAStackWhenItIsKnown() {
    wakers.whenKnown(KEY, told::add);
    wakers.add(new Key(7, 2_000), STACK);
    wakers.expire();
    assertThat(told).isEmpty();

    wakers.add(KEY, STACK);
    assertThat(told).containsExactly(STACK);
  }

  @Test
  void shouldGiveUpAtTheEnd() {
    wakers.whenKnown(KEY, told::add);
    wakers.close();
    assertThat(told)
        .singleElement()
        .extracting(one -> one.stack().outcome())
        .isEqualTo(Outcome.ABSENT);
    wakers.add(KEY, STACK);
    assertThat(told).hasSize(1);
  }
}
