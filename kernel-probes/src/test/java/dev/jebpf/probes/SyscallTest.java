package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class SyscallTest {
  @Test
  void shouldGiveEveryCallANumberOfItsOwn() {
    requireDistinct(Syscall::x86);
    requireDistinct(Syscall::aarch64);
  }

  private static void requireDistinct(ToIntFunction<Syscall> number) {
    int[] numbers = Arrays.stream(Syscall.values()).mapToInt(number).filter(n -> n >= 0).toArray();
    assertThat(numbers).doesNotHaveDuplicates();
    assertThat(Arrays.stream(numbers).max().orElseThrow()).isLessThan(ProbeTable.SYSCALLS);
  }

  @Test
  void shouldKnowEachOnAtLeastOneArchitecture() {
    for (Syscall call : Syscall.values()) {
      assertThat(Math.max(call.x86(), call.aarch64())).as(call.name()).isNotNegative();
    }
  }
}
