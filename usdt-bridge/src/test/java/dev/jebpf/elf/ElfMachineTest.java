package dev.jebpf.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElfMachineTest {
  @Test
  void shouldKnowTheNamesThatJvmsUse() {
    assertThat(ElfMachine.of("Linux", "amd64")).isEqualTo(ElfMachine.X86_64);
    assertThat(ElfMachine.of("Linux", "aarch64")).isEqualTo(ElfMachine.AARCH64);
  }

  @Test
  void shouldSayWhatItNeeds() {
    assertThatThrownBy(() -> ElfMachine.of("Linux", "riscv64"))
        .hasMessage("os.arch=riscv64: need x86-64 or aarch64");
    assertThatThrownBy(() -> ElfMachine.of("Mac OS X", "aarch64"))
        .hasMessage("os.name=Mac OS X: need Linux");
  }
}
