package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W64;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.compiler.pass.UpperHalves;
import dev.jebpf.compiler.pass.Uses;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.Width;

/// Chooses instructions for calculations with two operands.
final class ArithmeticSelector {
  private final Selection selection;
  private final Target target;
  private final UpperHalves upper;
  private final Uses uses;

  ArithmeticSelector(Selection selection, Target target, UpperHalves upper, Uses uses) {
    this.selection = selection;
    this.target = target;
    this.upper = upper;
    this.uses = uses;
  }

  void select(Value value, Arithmetic op) {
    Value a = value.input(0);
    Value b = value.input(1);
    Width width = Selection.width(value);
    switch (op) {
      case DIV, REM -> divide(value, op, a, b, width);
      case SUB -> {
        if (a.isConstant(0)) {
          int to = selection.copy(value, b);
          selection.emit(new Machine.Negate(width, to));
        } else {
          twoOperands(value, AluOp.SUB, width, a, b);
        }
      }
      case ADD -> commutative(value, AluOp.ADD, width, a, b);
      case MUL -> commutative(value, AluOp.MUL, width, a, b);
      case AND -> commutative(value, AluOp.AND, width, a, b);
      case OR -> commutative(value, AluOp.OR, width, a, b);
      case XOR -> commutative(value, AluOp.XOR, width, a, b);
      case UDIV -> twoOperands(value, AluOp.DIV, width, a, b);
      case UREM -> twoOperands(value, AluOp.MOD, width, a, b);
      case SHL -> twoOperands(value, AluOp.LSH, width, a, b);
      case SHR -> twoOperands(value, AluOp.ARSH, width, a, b);
      case USHR -> twoOperands(value, AluOp.RSH, width, a, b);
    }
  }

  private void commutative(Value value, AluOp op, Width width, Value a, Value b) {
    boolean swap = !b.isConstant() && uses.count(b) == 1 && uses.count(a) > 1;
    twoOperands(value, op, width, swap ? b : a, swap ? a : b);
  }

  private void twoOperands(Value value, AluOp op, Width width, Value a, Value b) {
    Operand right = selection.operand(b);
    int to = selection.copy(value, a);
    selection.emit(new Machine.Alu(op, width, to, right));
  }

  private void divide(Value value, Arithmetic op, Value a, Value b, Width width) {
    boolean quotient = op == Arithmetic.DIV;
    int positive = width.bits() - 1;
    if (upper.fits(a, positive) && upper.fits(b, positive)) {
      unsignedDivide(value, quotient, a, b, width);
    } else if (target.v4()) {
      twoOperands(value, quotient ? AluOp.SDIV : AluOp.SMOD, width, a, b);
    } else {
      new SignedDivision(selection::fresh, selection::emit, width)
          .divide(quotient, selection.result(value), selection.register(a), selection.register(b));
    }
  }

  private void unsignedDivide(Value value, boolean quotient, Value a, Value b, Width width) {
    long divisor = b.constant().orElse(0);
    if (divisor > 0 && Long.bitCount(divisor) == 1) {
      Operand right =
          quotient ? new Operand.Imm(Long.numberOfTrailingZeros(divisor)) : number(divisor - 1);
      int to = selection.copy(value, a);
      selection.emit(new Machine.Alu(quotient ? AluOp.RSH : AluOp.AND, width, to, right));
    } else {
      twoOperands(value, quotient ? AluOp.DIV : AluOp.MOD, width, a, b);
    }
  }

  private Operand number(long value) {
    if (value == (int) value) {
      return new Operand.Imm((int) value);
    }
    int register = selection.fresh();
    selection.emit(new Machine.LoadNumber(register, value, W64));
    return new Operand.Reg(register);
  }
}
