package dev.jebpf.compiler.backend;

import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Size;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import dev.jebpf.lang.MapHandle;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Instructions on registers without end: 0 to 9 are the machine's own, [#FRAME] the frame pointer,
/// those from [#FIRST_VIRTUAL] on are to be allocated.
sealed interface Machine {
  int NONE = -1;
  int FRAME = 10;
  int FIRST_VIRTUAL = 11;

  /// All 64 bits.
  record Copy(int to, int from) implements Machine {}

  /// A constant.
  ///
  /// @param width of a 32-bit number the upper half is cleared
  record LoadNumber(int to, long value, Width width) implements Machine {}

  /// The constant of two slots.
  ///
  /// @param map the map a constant without its fd stands for
  record Wide(int to, WideConstant constant, @Nullable MapHandle map) implements Machine {}

  record FrameAddress(int to, int offset) implements Machine {}

  record Alu(AluOp op, Width width, int to, Operand from) implements Machine {}

  record Negate(Width width, int to) implements Machine {}

  record ByteSwap(int bits, int to) implements Machine {}

  record ZeroExtend(int to, int from) implements Machine {}

  /// To 64 bits.
  record SignExtend(int to, int from, int bits) implements Machine {}

  /// A load.
  ///
  /// @param constant whether what it reads never changes
  record Load(Size size, boolean signed, int to, int base, int offset, boolean constant)
      implements Machine {}

  record Store(Size size, int base, int offset, Operand value) implements Machine {}

  record Atomic(AtomicOp op, Size size, int base, int offset, int operand) implements Machine {}

  record Call(int function, boolean kfunc, int arguments) implements Machine {}

  record Branch(
      Condition condition, Width width, int left, Operand right, MachineBlock yes, MachineBlock no)
      implements Machine {}

  record Goto(MachineBlock target) implements Machine {}

  record MayGoto(MachineBlock out, MachineBlock next) implements Machine {}

  record Exit() implements Machine {}

  /// The register it writes, or [#NONE]. A call also clobbers 1 to 5.
  default int defines() {
    return switch (this) {
      case Copy i -> i.to;
      case LoadNumber i -> i.to;
      case Wide i -> i.to;
      case FrameAddress i -> i.to;
      case Alu i -> i.to;
      case Negate i -> i.to;
      case ByteSwap i -> i.to;
      case ZeroExtend i -> i.to;
      case SignExtend i -> i.to;
      case Load i -> i.to;
      case Atomic i when i.op == AtomicOp.COMPARE_EXCHANGE -> 0;
      case Atomic i -> i.op.fetches() ? i.operand : NONE;
      case Call _ -> 0;
      case Store _, Branch _, Goto _, MayGoto _, Exit _ -> NONE;
    };
  }

  /// The registers it reads; [#FRAME] may be among them.
  default int[] uses() {
    return switch (this) {
      case Copy i -> new int[] {i.from};
      case ZeroExtend i -> new int[] {i.from};
      case SignExtend i -> new int[] {i.from};
      case Alu i -> with(i.from, i.to);
      case Negate i -> new int[] {i.to};
      case ByteSwap i -> new int[] {i.to};
      case Load i -> new int[] {i.base};
      case Store i -> with(i.value, i.base);
      case Atomic i when i.op == AtomicOp.COMPARE_EXCHANGE -> new int[] {0, i.base, i.operand};
      case Atomic i -> new int[] {i.base, i.operand};
      case Call i -> arguments(i.arguments);
      case Branch i -> with(i.right, i.left);
      case Exit _ -> new int[] {0};
      case LoadNumber _, Wide _, FrameAddress _, Goto _, MayGoto _ -> new int[0];
    };
  }

  private static int[] with(Operand operand, int register) {
    return switch (operand) {
      case Operand.Reg(int other) -> new int[] {register, other};
      case Operand.Imm _ -> new int[] {register};
    };
  }

  private static int[] arguments(int count) {
    int[] registers = new int[count];
    for (int i = 0; i < count; i++) {
      registers[i] = i + 1;
    }
    return registers;
  }

  /// The same on other registers.
  default Machine map(IntUnaryOperator r) {
    return switch (this) {
      case Copy i -> new Copy(r.applyAsInt(i.to), r.applyAsInt(i.from));
      case LoadNumber i -> new LoadNumber(r.applyAsInt(i.to), i.value, i.width);
      case Wide i -> new Wide(r.applyAsInt(i.to), i.constant, i.map);
      case FrameAddress i -> new FrameAddress(r.applyAsInt(i.to), i.offset);
      case Alu i -> new Alu(i.op, i.width, r.applyAsInt(i.to), i.from.map(r));
      case Negate i -> new Negate(i.width, r.applyAsInt(i.to));
      case ByteSwap i -> new ByteSwap(i.bits, r.applyAsInt(i.to));
      case ZeroExtend i -> new ZeroExtend(r.applyAsInt(i.to), r.applyAsInt(i.from));
      case SignExtend i -> new SignExtend(r.applyAsInt(i.to), r.applyAsInt(i.from), i.bits);
      case Load i ->
          new Load(
              i.size, i.signed, r.applyAsInt(i.to), r.applyAsInt(i.base), i.offset, i.constant);
      case Store i -> new Store(i.size, r.applyAsInt(i.base), i.offset, i.value.map(r));
      case Atomic i ->
          new Atomic(i.op, i.size, r.applyAsInt(i.base), i.offset, r.applyAsInt(i.operand));
      case Branch i ->
          new Branch(i.condition, i.width, r.applyAsInt(i.left), i.right.map(r), i.yes, i.no);
      case Call _, Goto _, MayGoto _, Exit _ -> this;
    };
  }

  /// Whether it can be repeated wherever its inputs are at hand, instead of keeping its result.
  default boolean repeatable() {
    return switch (this) {
      case LoadNumber _, Wide _, FrameAddress _ -> true;
      case Load i -> i.constant;
      case Copy _,
          Alu _,
          Negate _,
          ByteSwap _,
          ZeroExtend _,
          SignExtend _,
          Store _,
          Atomic _,
          Call _,
          Branch _,
          Goto _,
          MayGoto _,
          Exit _ ->
          false;
    };
  }
}
