package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadSlotsTest {
  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1024, 8192, 1 << 20})
  void shouldLeaveAThreadSlotsBesideThoseOfARun(int slots) {
    int run = slots / 4;
    int stride = ThreadSlots.stride(slots);
    int[] looked = IntStream.range(0, Slot.PROBES).map(i -> i * stride & slots - 1).toArray();
    for (int first : looked) {
      long held = IntStream.of(looked).filter(slot -> (slot - first & slots - 1) < run).count();
      assertThat(held).as("from %d on", first).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 1024})
  void shouldLookAtDifferentSlots(int slots) {
    int stride = ThreadSlots.stride(slots);
    assertThat(IntStream.range(0, Slot.PROBES).map(i -> i * stride & slots - 1))
        .doesNotHaveDuplicates();
  }
}
