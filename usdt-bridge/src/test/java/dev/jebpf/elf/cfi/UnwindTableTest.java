package dev.jebpf.elf.cfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnwindTableTest {
  private static final long STACK = 0x7000_0000L;
  private static final int FUZZ_ROUNDS = 100_000;

  /// `push %rbp; mov %rsp,%rbp; ...; pop %rbp; ret`, with a part after the return.
  private static final Frames PUSHES =
      Frames.of(
          0x41, 0x0E, 16, 0x86, 2, // advance 1: CFA rsp+16, rbp at c-16
          0x43, 0x0D, 6, // advance 3: CFA of rbp
          0x02, 0x20, 0x0A, 0xC6, 0x0C, 7, 8, // advance 0x20: remember, rbp as it was, CFA rsp+8
          0x41, 0x0B); // advance 1: as remembered

  @Test
  void shouldTellTheRulesAtEachInstruction() throws CfiException {
    assertThat(row(PUSHES, 0)).hasToString("CFA=rsp+8 ra=c-8");
    assertThat(row(PUSHES, 1)).hasToString("CFA=rsp+16 rbp=c-16 ra=c-8");
    assertThat(row(PUSHES, 3)).hasToString("CFA=rsp+16 rbp=c-16 ra=c-8");
    assertThat(row(PUSHES, 4)).hasToString("CFA=rbp+16 rbp=c-16 ra=c-8");
    assertThat(row(PUSHES, 0x24)).hasToString("CFA=rsp+8 ra=c-8");
    assertThat(row(PUSHES, 0x25)).hasToString("CFA=rbp+16 rbp=c-16 ra=c-8");
  }

  @Test
  void shouldKnowNothingOutsideOfFunctions() throws CfiException {
    assertThat(row(PUSHES, -1)).isNull();
    assertThat(row(PUSHES, Frames.LENGTH - 1)).isNotNull();
    assertThat(row(PUSHES, Frames.LENGTH)).isNull();
  }

  @Test
  void shouldFindTheCallersRegisters() throws CfiException {
    Registers callee =
        new Registers()
            .with(Registers.SP, STACK)
            .with(Registers.RBP, STACK + 0x20)
            .with(Registers.RBX, 5)
            .with(Registers.PC, Frames.FUNCTION + 4)
            .with(0, 7);

    Registers caller =
        row(PUSHES, 4).caller(callee, Map.of(STACK + 0x20, 0x99L, STACK + 0x28, 0x1234L)::get);

    assertThat(caller.get(Registers.SP)).isEqualTo(STACK + 0x30);
    assertThat(caller.get(Registers.RBP)).isEqualTo(0x99);
    assertThat(caller.get(Registers.RBX)).isEqualTo(5);
    assertThat(caller.get(Registers.PC)).isEqualTo(0x1234);
    assertThatThrownBy(() -> caller.get(0))
        .isInstanceOf(CfiException.class)
        .hasMessage("register 0 is not known");
  }

  /// What linkers write for the procedure linkage table: `rsp+8`, or `rsp+16` once the first of its
  /// two pushes is done, which is from the eleventh of sixteen bytes on.
  @Test
  void shouldEvaluateTheExpressionOfTheLinkageTable() throws CfiException {
    Frames linkage =
        Frames.of(0x0F, 11, 0x77, 8, 0x80, 0, 0x3F, 0x1A, 0x3B, 0x2A, 0x33, 0x24, 0x22);
    assertThat(row(linkage, 0)).hasToString("CFA=exp ra=c-8");
    assertThat(cfa(linkage, 0x0A)).isEqualTo(STACK + 8);
    assertThat(cfa(linkage, 0x0B)).isEqualTo(STACK + 16);
    assertThat(cfa(linkage, 0x1F)).isEqualTo(STACK + 16);
  }

  private static long cfa(Frames frames, int offset) throws CfiException {
    Registers registers =
        new Registers().with(Registers.SP, STACK).with(Registers.PC, Frames.FUNCTION + offset);
    return row(frames, offset).caller(registers, _ -> 1).get(Registers.SP);
  }

  @Test
  void shouldReadRegistersThatASignalInterrupted() throws CfiException {
    // the return address and rsp in memory at rsp+168 and rsp+160
    Frames signal = Frames.of("zRS", 0x10, 16, 3, 0x77, 0xA8, 0x01, 0x10, 7, 3, 0x77, 0xA0, 0x01);
    UnwindRow row = row(signal, 0);
    assertThat(row.isSignalFrame()).isTrue();
    Registers caller =
        row.caller(
            new Registers().with(Registers.SP, STACK),
            Map.of(STACK + 168, 0x42L, STACK + 160, STACK + 0x500)::get);
    assertThat(caller.get(Registers.PC)).isEqualTo(0x42);
    assertThat(caller.get(Registers.SP)).isEqualTo(STACK + 0x500);
  }

  @Test
  void shouldReadAllRulesThereAre() throws CfiException {
    assertThat(
            row(
                Frames.of(
                    0x05, 3, 4, 0x11, 12, 0x7E, 0x07, 13, 0x08, 14, 0x09, 15, 3, 0x14, 6, 2, 0x15,
                    0, 0x7F, 0x16, 1, 1, 0x30, 0x2E, 0x10, 0x05, 40, 1),
                0))
        .hasToString(
            "CFA=rsp+8 rax=v+8 rdx=vexp rbx=c-32 rbp=v-16 r12=c+16 r13=u r14=s r15=rbx ra=c-8");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertRefused("instruction 0x3e", 0x3E, 0);
    assertRefused("no state remembered", 0x0B);
    assertRefused("bytes at", 0x0C, 7);
    assertRefused("bytes at", 0x0F, 100);
    assertRefused("the CFA is not of a register", 0x0F, 1, 0x30, 0x0E, 8);
    int[] remembers = new int[100];
    Arrays.fill(remembers, 0x0A);
    assertRefused("more than 64 states", remembers);
  }

  private static void assertRefused(String reason, int... instructions) {
    assertThatThrownBy(() -> row(Frames.of(instructions), 0))
        .isInstanceOf(CfiException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseAnExpressionWithoutEnd() {
    int[] pushes = new int[2 + 100];
    pushes[0] = 0x0F;
    pushes[1] = 100;
    Arrays.fill(pushes, 2, pushes.length, 0x30);
    assertThatThrownBy(() -> cfa(Frames.of(pushes), 0))
        .isInstanceOf(CfiException.class)
        .hasMessageContaining("more than 64 values");
    assertThatThrownBy(() -> cfa(Frames.of(0x0F, 1, 0x22), 0))
        .isInstanceOf(CfiException.class)
        .hasMessage("an expression without a value");
    assertThatThrownBy(() -> cfa(Frames.of(0x0F, 3, 0x30, 0x28, 0), 0))
        .isInstanceOf(CfiException.class);
  }

  @Test
  void shouldUnderstandOrRefuseAnyDamage() throws CfiException {
    var random = new Random(20);
    int understood = 0;
    int refused = 0;
    for (int round = 0; round < FUZZ_ROUNDS; round++) {
      byte[] header = PUSHES.header().clone();
      byte[] frames = PUSHES.frames().clone();
      byte[] damaged = random.nextInt(4) == 0 ? header : frames;
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(frames, frames.length - random.nextInt(2) * random.nextInt(20));
      try {
        UnwindRow row = row(new Frames(header, cut), random.nextInt(Frames.LENGTH));
        if (row != null) {
          row.caller(
              new Registers().with(Registers.SP, STACK).with(Registers.RBP, STACK), _ -> STACK);
        }
        understood++;
      } catch (CfiException e) {
        assertThat(e.reason()).isNotEmpty();
        refused++;
      }
    }
    assertThat(understood).isPositive();
    assertThat(refused).isPositive();
  }

  private static @Nullable UnwindRow row(Frames frames, int offset) throws CfiException {
    return frames.table().row(Frames.FUNCTION + offset);
  }
}
