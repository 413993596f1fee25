package dev.jebpf.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameSlotsTest {
  private static final int FRAME_IN_USE = 16;

  private final MachineCode code = new MachineCode(List.of(), 100, FRAME_IN_USE);

  private static BitSet of(int... registers) {
    BitSet set = new BitSet();
    for (int register : registers) {
      set.set(register);
    }
    return set;
  }

  @Test
  void shouldShareWhatIsNeverAliveAtTheSameTime() {
    var slots = new FrameSlots(code, Map.of(20, of(21), 21, of(20, 22), 22, of(21), 23, of())::get);

    assertThat(List.of(slots.of(20), slots.of(21), slots.of(22), slots.of(23)))
        .containsExactly(-24, -32, -24, -24);
  }

  @Test
  void shouldKeepARegisterWhereItIs() {
    var slots = new FrameSlots(code, Map.of(20, of(), 21, of())::get);
    int first = slots.of(20);
    slots.of(21);

    assertThat(slots.of(20)).isEqualTo(first);
  }
}
