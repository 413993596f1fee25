package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W32;
import static dev.jebpf.insn.Width.W64;

import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import java.util.Arrays;

/// The instructions chosen so far: where the next one goes, and which register holds which value.
final class Selection {
  private final int[] registers;
  private int next = Machine.FIRST_VIRTUAL;
  private MachineBlock current = new MachineBlock(0, 0);
  private Position position;

  Selection(Graph graph) {
    registers = new int[graph.valueCount()];
    Arrays.fill(registers, Machine.NONE);
    position = graph.entry().end();
  }

  /// Registers used so far, those of the machine included.
  int registerCount() {
    return next;
  }

  /// Goes on in a block.
  void at(MachineBlock block) {
    current = block;
  }

  /// What follows is of this place in the source.
  void at(Position place) {
    position = place;
  }

  void emit(Machine instruction) {
    current.add(instruction, position);
  }

  /// A register that nothing uses yet.
  int fresh() {
    return next++;
  }

  /// A register of its own for a value.
  int result(Value value) {
    int register = fresh();
    registers[value.id()] = register;
    return register;
  }

  /// The register that holds the value; numbers and cheap addresses are made anew for every use.
  int register(Value value) {
    int known = registers[value.id()];
    if (known != Machine.NONE) {
      return known;
    }
    int register = fresh();
    move(register, value);
    return register;
  }

  /// Lets a value be in the register of another that has the same bits.
  void share(Value value, Value same) {
    registers[value.id()] = register(same);
  }

  /// A register of its own for a value, filled with another that it is to be made from.
  int copy(Value value, Value from) {
    int to = result(value);
    move(to, from);
    return to;
  }

  /// Puts the value into a register.
  void move(int to, Value value) {
    switch (value.operation()) {
      case Operation.Constant(long number) ->
          emit(new Machine.LoadNumber(to, number, value.kind() == Kind.LONG ? W64 : W32));
      case Operation.Undefined _ -> emit(new Machine.LoadNumber(to, 0, W32));
      case Operation.MapDescriptor(var map) ->
          emit(new Machine.Wide(to, new WideConstant.MapDescriptor(0), map));
      case Operation.KernelVariable(int id) ->
          emit(new Machine.Wide(to, new WideConstant.KernelVariable(id), null));
      case Operation.FrameAddress(int offset) -> emit(new Machine.FrameAddress(to, offset));
      default -> {
        int from = registers[value.id()];
        if (from == Machine.NONE) {
          throw new IllegalStateException("used before its definition: " + value.definition());
        }
        emit(new Machine.Copy(to, from));
      }
    }
  }

  Operand operand(Value value) {
    if (value.operation() instanceof Operation.Constant(long number) && number == (int) number) {
      return new Operand.Imm((int) number);
    }
    return new Operand.Reg(register(value));
  }

  static Width width(Value value) {
    return value.kind() == Kind.INT ? W32 : W64;
  }

  /// Extends the sign of the low bits of a register, for want of an instruction (before v4).
  void shiftExtend(int register, int bits) {
    emit(new Machine.Alu(AluOp.LSH, W64, register, new Operand.Imm(64 - bits)));
    emit(new Machine.Alu(AluOp.ARSH, W64, register, new Operand.Imm(64 - bits)));
  }
}
