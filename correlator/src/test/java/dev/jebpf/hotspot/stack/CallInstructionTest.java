package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Bytes as `objdump -d` has them.
class CallInstructionTest {
  private static long target(String bytes) throws VmFault {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(bytes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_BYTE, code);
      long end = segment.address() + code.length;
      long target = CallInstruction.target(new VmView(Kernel.running()), end);
      return code[code.length - 1] == (byte) 0xd2 || target == 0 ? target : target - end;
    }
  }

  @Test
  void shouldTellWhatANearCallCalls() throws VmFault {
    assertThat(target("90 90 90 90 90 90 90 90 e8 99 22 92 ff")).isEqualTo(0xffff_ffff_ff92_2299L);
    assertThat(target("90 90 90 90 90 90 90 90 e8 28 67 0f 00")).isEqualTo(0xf_6728);
  }

  @Test
  void shouldTellWhatAFarCallCalls() throws VmFault {
    assertThat(target("49 ba 90 22 f5 12 34 7f 00 00 41 ff d2")).isEqualTo(0x7f34_12f5_2290L);
  }

  @Test
  void shouldKnowNoOther() throws VmFault {
    assertThat(target("90 90 90 90 90 90 90 90 90 90 90 90 90")).isZero();
    assertThat(target("48 b8 90 22 f5 12 34 7f 00 00 41 ff d2")).isZero();
    assertThat(target("90 90 90 90 90 90 90 90 90 90 90 ff d0")).isZero();
  }

  @Test
  void shouldFailWhereThereIsNoMemory() {
    assertThatThrownBy(() -> CallInstruction.target(new VmView(Kernel.running()), 0x1000))
        .isInstanceOf(VmFault.class);
  }
}
