package dev.jebpf.insn;

import static dev.jebpf.insn.Register.R0;
import static dev.jebpf.insn.Register.R1;
import static dev.jebpf.insn.Register.R10;
import static dev.jebpf.insn.Register.R2;
import static dev.jebpf.insn.Register.R6;
import static dev.jebpf.insn.Width.W32;
import static dev.jebpf.insn.Width.W64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static List<String> listing(Instruction... instructions) {
    return Disassembler.lines(Encoder.encode(List.of(instructions)).code());
  }

  private static String hex(Instruction instruction) {
    return HexFormat.of().formatHex(Encoder.encode(List.of(instruction)).code());
  }

  @Test
  void shouldEncodeAsTheKernelHeaderSays() {
    assertThat(hex(new Alu(AluOp.MOV, W64, R6, R1))).isEqualTo("bf16000000000000");
    assertThat(hex(new Alu(AluOp.MOV, W32, R0, new Immediate(-1)))).isEqualTo("b4000000ffffffff");
    assertThat(hex(new Load(Size.WORD, false, R0, R1, 8))).isEqualTo("6110080000000000");
    assertThat(hex(new Store(Size.DOUBLE, R10, -8, R1))).isEqualTo("7b1af8ff00000000");
    assertThat(hex(new Exit())).isEqualTo("9500000000000000");
    assertThat(hex(new CallHelper(5))).isEqualTo("8500000005000000");
    assertThat(hex(new LoadWide(R1, new WideConstant.Value(0x1122334455667788L))))
        .isEqualTo("18010000887766550000000044332211");
  }

  @Test
  void shouldListArithmeticInTheKernelsNotation() {
    assertThat(
            listing(
                new Alu(AluOp.ADD, W64, R1, new Immediate(-8)),
                new Alu(AluOp.SDIV, W32, R1, R2),
                new Alu(AluOp.SMOD, W64, R1, new Immediate(10)),
                new Alu(AluOp.DIV, W64, R1, R2),
                new Alu(AluOp.ARSH, W64, R1, new Immediate(32)),
                new Negate(W32, R2),
                new SignExtend(W64, R1, R2, 32),
                new SignExtend(W32, R1, R2, 8),
                new ByteSwap(16, R1)))
        .containsExactly(
            "0: (07) r1 += -8",
            "1: (3c) w1 s/= w2",
            "2: (97) r1 s%= 10",
            "3: (3f) r1 /= r2",
            "4: (c7) r1 s>>= 32",
            "5: (84) w2 = -w2",
            "6: (bf) r1 = (s32)r2",
            "7: (bc) w1 = (s8)w2",
            "8: (dc) r1 = be16 r1");
  }

  @Test
  void shouldListMemoryAccessInTheKernelsNotation() {
    assertThat(
            listing(
                new Load(Size.DOUBLE, false, R0, R1, 16),
                new Load(Size.HALF, true, R0, R1, -2),
                new Store(Size.BYTE, R1, 3, new Immediate(7)),
                new Store(Size.WORD, R10, -4, R2),
                new Atomic(AtomicOp.ADD, Size.DOUBLE, R1, 8, R2),
                new Atomic(AtomicOp.FETCH_ADD, Size.WORD, R1, 0, R2),
                new Atomic(AtomicOp.EXCHANGE, Size.DOUBLE, R1, 0, R2),
                new Atomic(AtomicOp.COMPARE_EXCHANGE, Size.DOUBLE, R1, 192, R2)))
        .containsExactly(
            "0: (79) r0 = *(u64 *)(r1 +16)",
            "1: (89) r0 = *(s16 *)(r1 -2)",
            "2: (72) *(u8 *)(r1 +3) = 7",
            "3: (63) *(u32 *)(r10 -4) = r2",
            "4: (db) lock *(u64 *)(r1 +8) += r2",
            "5: (c3) r2 = atomic_fetch_add((u32 *)(r1 +0), r2)",
            "6: (db) r2 = atomic64_xchg((u64 *)(r1 +0), r2)",
            "7: (db) r0 = atomic64_cmpxchg((u64 *)(r1 +192), r0, r2)");
  }

  @Test
  void shouldResolveLabelsAcrossInstructionsOfTwoSlots() {
    Label loop = new Label();
    Label out = new Label();
    assertThat(
            listing(
                loop,
                new LoadWide(R1, new WideConstant.MapValue(0, 256)),
                new Branch(Condition.SLT, W32, R2, new Immediate(16), out),
                new Branch(Condition.EQ, W64, R2, R1, out),
                new MayGoto(out),
                new LoadWide(R1, new WideConstant.MapDescriptor(3)),
                new LoadWide(R1, new WideConstant.KernelVariable(77)),
                new LoadWide(R1, new WideConstant.Value(-1)),
                new Jump(loop),
                new JumpLong(loop),
                out,
                new CallHelper(14),
                new CallKfunc(1234),
                new Exit()))
        .containsExactly(
            "0: (18) r1 = map[fd:0][0]+256",
            "2: (c6) if w2 s< 0x10 goto pc+10",
            "3: (1d) if r2 == r1 goto pc+9",
            "4: (e5) may_goto pc+8",
            "5: (18) r1 = map[fd:3]",
            "7: (18) r1 = ksym[btf:77]",
            "9: (18) r1 = 0xffffffffffffffff",
            "11: (05) goto pc-12",
            "12: (06) gotol pc-13",
            "13: (85) call bpf_get_current_pid_tgid#14",
            "14: (85) call kernel-function#1234",
            "15: (95) exit");
  }

  @Test
  void shouldTellTheSlotOfEachInstruction() {
    var encoded =
        Encoder.encode(
            List.of(new Label(), new LoadWide(R0, new WideConstant.Value(1)), new Exit()));
    assertThat(encoded.slots()).containsExactly(0, 0, 2);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> listing(new Load(Size.BYTE, false, R0, R1, 40_000)))
        .hasMessageContaining("offset=40000");
    assertThatThrownBy(() -> listing(new Jump(new Label()))).hasMessageContaining("slot=0");
    assertThatThrownBy(() -> new SignExtend(W32, R0, R1, 32)).hasMessageContaining("bits=32");
  }
}
