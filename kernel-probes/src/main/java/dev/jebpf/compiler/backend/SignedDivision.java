package dev.jebpf.compiler.backend;

import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Width;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Signed division on instruction sets before v4, which divide unsigned numbers only: magnitudes
/// are divided, then the sign is put back, all without branches.
final class SignedDivision {
  private final IntSupplier fresh;
  private final Consumer<Machine> emit;
  private final Width width;

  SignedDivision(IntSupplier fresh, Consumer<Machine> emit, Width width) {
    this.fresh = fresh;
    this.emit = emit;
    this.width = width;
  }

  void divide(boolean quotient, int to, int a, int b) {
    int signA = sign(a);
    int signB = sign(b);
    int divisor = fresh.getAsInt();
    emit.accept(new Machine.Copy(divisor, b));
    applySign(divisor, signB);
    emit.accept(new Machine.Copy(to, a));
    applySign(to, signA);
    alu(quotient ? AluOp.DIV : AluOp.MOD, to, divisor);
    if (quotient) {
      int sign = fresh.getAsInt();
      emit.accept(new Machine.Copy(sign, signA));
      alu(AluOp.XOR, sign, signB);
      applySign(to, sign);
    } else {
      applySign(to, signA);
    }
  }

  /// All ones for a negative number, else 0.
  private int sign(int of) {
    int sign = fresh.getAsInt();
    emit.accept(new Machine.Copy(sign, of));
    emit.accept(new Machine.Alu(AluOp.ARSH, width, sign, new Operand.Imm(width.bits() - 1)));
    return sign;
  }

  /// Negates where the sign is all ones.
  private void applySign(int register, int sign) {
    alu(AluOp.XOR, register, sign);
    alu(AluOp.SUB, register, sign);
  }

  private void alu(AluOp op, int to, int from) {
    emit.accept(new Machine.Alu(op, width, to, new Operand.Reg(from)));
  }
}
