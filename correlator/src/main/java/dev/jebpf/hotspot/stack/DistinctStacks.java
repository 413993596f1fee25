package dev.jebpf.hotspot.stack;

import dev.jebpf.bounded.BoundedMap;
import java.util.Map;

/// The stacks decoded lately, each of them once: a service blocks in few places, many times. One
/// thread at a time.
public final class DistinctStacks {
  private final Map<DecodedStack, KnownStack> stacks;
  private long last;

  /// @param most stacks that are remembered; those not seen for longest are forgotten
  public DistinctStacks(int most) {
    stacks = BoundedMap.byUse(most);
  }

  /// The stack, as it was seen before if it was.
  public KnownStack of(DecodedStack stack) {
    KnownStack known = stacks.get(stack);
    if (known == null) {
      known = new KnownStack(++last, stack, stack.text());
      stacks.put(stack, known);
    }
    return known;
  }
}
