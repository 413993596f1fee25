package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W32;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.compiler.pass.UpperHalves;
import dev.jebpf.insn.AluOp;

/// Chooses instructions for conversions between widths and byte orders; many need none.
final class ConversionSelector {
  private final Selection selection;
  private final Target target;
  private final UpperHalves upper;

  ConversionSelector(Selection selection, Target target, UpperHalves upper) {
    this.selection = selection;
    this.target = target;
    this.upper = upper;
  }

  void select(Value value, Conversion conversion) {
    Value a = value.input(0);
    switch (conversion) {
      case LONG_TO_INT -> selection.share(value, a);
      case INT_TO_LONG -> {
        if (upper.signExtended(a)) {
          selection.share(value, a);
        } else {
          signExtend(value, a, 32);
        }
      }
      case UNSIGNED_INT_TO_LONG -> {
        if (upper.zeroUpper(a)) {
          selection.share(value, a);
        } else {
          int from = selection.register(a);
          selection.emit(new Machine.ZeroExtend(selection.result(value), from));
        }
      }
      case TO_BYTE -> narrow(value, a, 8);
      case TO_SHORT -> narrow(value, a, 16);
      case TO_CHAR -> {
        int to = selection.copy(value, a);
        selection.emit(new Machine.Alu(AluOp.AND, W32, to, new Operand.Imm(0xffff)));
      }
      case SWAP_HALF -> swap(value, a, 16);
      case SWAP_INT -> swap(value, a, 32);
      case SWAP_LONG -> swap(value, a, 64);
    }
  }

  private void narrow(Value value, Value a, int bits) {
    if (upper.fits(a, bits - 1)) {
      selection.share(value, a);
    } else {
      signExtend(value, a, bits);
    }
  }

  private void signExtend(Value value, Value a, int bits) {
    if (target.v4()) {
      int from = selection.register(a);
      selection.emit(new Machine.SignExtend(selection.result(value), from, bits));
    } else {
      int to = selection.copy(value, a);
      selection.shiftExtend(to, bits);
    }
  }

  private void swap(Value value, Value a, int bits) {
    int to = selection.copy(value, a);
    selection.emit(new Machine.ByteSwap(bits, to));
  }
}
