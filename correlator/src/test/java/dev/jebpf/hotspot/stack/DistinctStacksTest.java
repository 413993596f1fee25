package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctStacksTest {
  private final DistinctStacks stacks = new DistinctStacks(2);

  @Test
  void shouldKnowAStackAgain() {
    KnownStack first = stacks.of(stack("a"));

    assertThat(stacks.of(stack("a"))).isSameAs(first);
    assertThat(stacks.of(stack("b")).id()).isNotEqualTo(first.id());
    assertThat(first.text()).isEqualTo("com.acme.Orders.a:7");
  }

  @Test
  void shouldForgetWhatWasNotSeenForLongest() {
    long a = stacks.of(stack("a")).id();
    long b = stacks.of(stack("b")).id();
    stacks.of(stack("a"));
    stacks.of(stack("c"));

    assertThat(stacks.of(stack("a")).id()).isEqualTo(a);
    assertThat(stacks.of(stack("b")).id()).isGreaterThan(b);
  }

  @Test
  void shouldLeaveHiddenFramesOutOfTheText() {
    var hidden = new JavaMethod("com.acme.Orders$$Lambda/0x1", "run", "()V", true, false);
    DecodedStack below = stack("a");
    var both =
        new DecodedStack(
            List.of(new JavaFrame(hidden, 0, -1, FrameType.C2), below.frames().getFirst()),
            false,
            Outcome.COMPLETE,
            "");

    assertThat(stacks.of(both).text()).isEqualTo("com.acme.Orders.a:7");
    assertThat(stacks.of(both).stack().frames()).hasSize(2);
  }

  private static DecodedStack stack(String method) {
    var frame =
        new JavaFrame(
            new JavaMethod("com.acme.Orders", method, "()V", false, false),
            3,
            7,
            FrameType.INTERPRETED);
    return new DecodedStack(List.of(frame), false, Outcome.COMPLETE, "");
  }
}
