package dev.jebpf.catalog.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.catalog.user.NoteArgument.Constant;
import dev.jebpf.catalog.user.NoteArgument.Memory;
import dev.jebpf.catalog.user.NoteArgument.Place;
import dev.jebpf.catalog.user.NoteArgument.Register;
import dev.jebpf.catalog.user.NoteArgument.Unreadable;
import dev.jebpf.elf.ElfMachine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteArgumentsTest {
  private static Place x86(String operand) {
    return NoteArguments.parse(ElfMachine.X86_64, "8@" + operand).getFirst().place();
  }

  private static Place aarch64(String operand) {
    return NoteArguments.parse(ElfMachine.AARCH64, "8@" + operand).getFirst().place();
  }

  @Test
  void shouldReadSizesAndSigns() {
    List<NoteArgument> arguments =
        NoteArguments.parse(ElfMachine.X86_64, "-4@%eax 8@152(%rdi) 1@$0 -8@%r13 2@%ax");

    assertThat(arguments)
        .extracting(NoteArgument::type)
        .containsExactly("int32_t", "uint64_t", "uint8_t", "int64_t", "uint16_t");
    assertThat(NoteArguments.parse(ElfMachine.X86_64, "")).isEmpty();
    assertThat(NoteArguments.parse(ElfMachine.X86_64, "8@%rdi ".repeat(20))).hasSize(12);
  }

  @Test
  void shouldReadOperandsOfX86() {
    assertThat(x86("%rdi")).isEqualTo(new Register("di", 0));
    assertThat(x86("%dil")).isEqualTo(new Register("di", 0));
    assertThat(x86("%ah")).isEqualTo(new Register("ax", 8));
    assertThat(x86("%r10d")).isEqualTo(new Register("r10", 0));
    assertThat(x86("$-1")).isEqualTo(new Constant(-1));
    assertThat(x86("$18446744073709551615")).isEqualTo(new Constant(-1));
    assertThat(x86("-8(%rbp)")).isEqualTo(new Memory("bp", null, 1, -8));
    assertThat(x86("(%r12)")).isEqualTo(new Memory("r12", null, 1, 0));
    assertThat(x86("8(%rax,%rbx,4)")).isEqualTo(new Memory("ax", "bx", 4, 8));
    assertThat(x86("(%rax,%r9)")).isEqualTo(new Memory("ax", "r9", 1, 0));
    assertThat(x86("16(,%rcx,8)")).isEqualTo(new Memory(null, "cx", 8, 16));
  }

  @Test
  void shouldReadOperandsOfAarch64() {
    assertThat(aarch64("x0")).isEqualTo(new Register("regs[0]", 0));
    assertThat(aarch64("w30")).isEqualTo(new Register("regs[30]", 0));
    assertThat(aarch64("-17")).isEqualTo(new Constant(-17));
    assertThat(aarch64("[sp, 16]")).isEqualTo(new Memory("sp", null, 1, 16));
    assertThat(aarch64("[x29,-8]")).isEqualTo(new Memory("regs[29]", null, 1, -8));
    assertThat(aarch64("[x2]")).isEqualTo(new Memory("regs[2]", null, 1, 0));
    assertThat(aarch64("[x0, x2, lsl 3]")).isEqualTo(new Memory("regs[0]", "regs[2]", 8, 0));
    assertThat(NoteArguments.parse(ElfMachine.AARCH64, "-4@w1 8@[sp, 16] 4@5")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%xmm0",
        "%eip",
        "counter(%rip)",
        "(%eax)",
        "8(%rax,%rbx,3)",
        "()",
        "$99999999999999999999",
        "99999999999(%rax)",
        "x0",
        "[",
        "%",
        "$"
      })
  void shouldSayWhatItCannotRead(String operand) {
    assertThat(x86(operand)).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x31", "w99", "%rdi", "[w0]", "[x40]", "[x0, x77]", "q0"})
  void shouldSayWhatItCannotReadOnAarch64(String operand) {
    assertThat(aarch64(operand)).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8f@%xmm0", "16@%rdi", "3@%rdi", "%rdi", "-0@%rdi"})
  void shouldRefuseOtherSizes(String argument) {
    assertThat(NoteArguments.parse(ElfMachine.X86_64, argument))
        .singleElement()
        .satisfies(a -> assertThat(a.place()).isInstanceOf(Unreadable.class));
  }
}
