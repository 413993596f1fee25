package dev.jebpf.usdt;

import static dev.jebpf.elf.ElfMachine.AARCH64;
import static dev.jebpf.elf.ElfMachine.X86_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.elf.ElfMachine;
import dev.jebpf.usdt.image.SiteInstruction;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class InstructionChoiceTest {
  private static final int ENXIO = 6;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EPROTO = 71;
  private static final List<String> UNFILTERED = List.of("Name:\tjava", "Seccomp:\t0");
  private static final List<String> FILTERED = List.of("Name:\tjava", "Seccomp:\t2");
  private static final IntSupplier FORBIDDEN =
      () -> {
        throw new AssertionError("a filter might kill the process");
      };

  private static SiteInstruction choose(List<String> status, String release, IntSupplier errno) {
    return InstructionChoice.choose(X86_64, status, release, errno);
  }

  @Test
  void shouldTakeWhatTheKernelOptimises() {
    assertThat(choose(UNFILTERED, "6.18.1", () -> ENXIO)).isEqualTo(SiteInstruction.NOP5);
    assertThat(choose(UNFILTERED, "7.3.0", () -> EPROTO)).isEqualTo(SiteInstruction.NOP_NOP10);
    assertThat(choose(UNFILTERED, "6.1.0", () -> ENOSYS)).isEqualTo(SiteInstruction.NOP);
    assertThat(choose(UNFILTERED, "6.18.1", () -> EPERM)).isEqualTo(SiteInstruction.NOP);
  }

  @Test
  void shouldNotMakeUnknownCallsUnderAFilter() {
    assertThat(choose(FILTERED, "6.17.13-arch1", FORBIDDEN)).isEqualTo(SiteInstruction.NOP);
    assertThat(choose(FILTERED, "5.10.0-30-amd64", FORBIDDEN)).isEqualTo(SiteInstruction.NOP);
    assertThat(choose(FILTERED, "nonsense", FORBIDDEN)).isEqualTo(SiteInstruction.NOP);
    assertThat(choose(List.of(), "6.1", FORBIDDEN)).isEqualTo(SiteInstruction.NOP);
  }

  @Test
  void shouldAskUnderAFilterThatLetsTheCallPass() {
    assertThat(choose(FILTERED, "6.18.44-fc", () -> ENXIO)).isEqualTo(SiteInstruction.NOP5);
    assertThat(choose(FILTERED, "7.0-rc1", () -> EPROTO)).isEqualTo(SiteInstruction.NOP_NOP10);
  }

  @Test
  void shouldHaveOneInstructionOnAarch64() {
    assertThat(InstructionChoice.choose(AARCH64, UNFILTERED, "6.18.1", FORBIDDEN))
        .isEqualTo(SiteInstruction.AARCH64_NOP);
  }

  @Test
  void shouldTakeTheUsersChoice() {
    assertThat(InstructionChoice.named(X86_64, "nop5")).isEqualTo(SiteInstruction.NOP5);
    assertThatThrownBy(() -> InstructionChoice.named(X86_64, "AARCH64_NOP"))
        .isInstanceOf(UsdtException.class)
        .hasMessage("no instruction jebpf.usdt.instruction=AARCH64_NOP on X86_64");
  }

  @Test
  void shouldFindOneHere() {
    assertThat(InstructionChoice.running().machine()).isEqualTo(ElfMachine.running());
  }
}
