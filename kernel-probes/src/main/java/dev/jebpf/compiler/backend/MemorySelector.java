package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W32;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Size;

/// Chooses instructions for loads, stores and atomics.
final class MemorySelector {
  private final Selection selection;
  private final Target target;

  MemorySelector(Selection selection, Target target) {
    this.selection = selection;
    this.target = target;
  }

  /// Kernels before 6.4 store no constants to the context.
  private static boolean isContext(Value base) {
    return switch (base.operation()) {
      case Operation.Context _ -> true;
      case Operation.Offset _ -> isContext(base.input(0));
      default -> false;
    };
  }

  private record Address(int base, int offset) {}

  private Address address(Value base, int offset) {
    return base.operation() instanceof Operation.FrameAddress(int frame)
        ? new Address(Machine.FRAME, frame + offset)
        : new Address(selection.register(base), offset);
  }

  void store(Value value, Size size, int offset) {
    Operand stored =
        target.v4() || !isContext(value.input(0))
            ? selection.operand(value.input(1))
            : new Operand.Reg(selection.register(value.input(1)));
    Address address = address(value.input(0), offset);
    selection.emit(new Machine.Store(size, address.base(), address.offset(), stored));
  }

  void load(Value value, Size size, boolean signed, int offset) {
    Address address = address(value.input(0), offset);
    int to = selection.result(value);
    boolean extend = signed && size != Size.DOUBLE;
    selection.emit(
        new Machine.Load(size, extend && target.v4(), to, address.base(), address.offset(), false));
    if (extend && !target.v4()) {
      selection.shiftExtend(to, size.bytes() * 8);
    }
  }

  /// An atomic makes the verifier forget what a slot holds, but not the slot.
  void plainNumber(Value value, int slot) {
    int pointer = selection.register(value.input(0));
    selection.emit(new Machine.Store(Size.DOUBLE, Machine.FRAME, slot, new Operand.Reg(pointer)));
    int zero = selection.fresh();
    selection.emit(new Machine.LoadNumber(zero, 0, W32));
    selection.emit(new Machine.Atomic(AtomicOp.ADD, Size.DOUBLE, Machine.FRAME, slot, zero));
    selection.emit(
        new Machine.Load(Size.DOUBLE, false, selection.result(value), Machine.FRAME, slot, false));
  }

  void atomic(Value value, AtomicOp op, Size size, int offset) {
    int base = selection.register(value.input(0));
    if (op == AtomicOp.COMPARE_EXCHANGE) {
      int update = selection.register(value.input(2));
      selection.move(0, value.input(1));
      selection.emit(new Machine.Atomic(op, size, base, offset, update));
      selection.emit(new Machine.Copy(selection.result(value), 0));
      return;
    }
    int operand;
    if (op.fetches()) {
      operand = selection.result(value);
      selection.move(operand, value.input(1));
    } else {
      operand = selection.register(value.input(1));
    }
    selection.emit(new Machine.Atomic(op, size, base, offset, operand));
  }
}
