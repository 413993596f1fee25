package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W32;
import static dev.jebpf.insn.Width.W64;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.compiler.pass.Loops;
import dev.jebpf.compiler.pass.UpperHalves;
import dev.jebpf.compiler.pass.Uses;
import dev.jebpf.insn.AluOp;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Size;
import dev.jebpf.insn.WideConstant;
import dev.jebpf.insn.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Chooses instructions for the values of a graph.
///
/// A phi becomes a copy at its block's start, from a register that every predecessor fills; the
/// allocator makes most of these copies vanish.
public final class Selector {
  private final Graph graph;
  private final Target target;
  private final UpperHalves upper;
  private final Uses uses;
  private final Map<Block, MachineBlock> blocks = new HashMap<>();
  private final Set<Value> tested = new HashSet<>();
  private final int[] registers;
  private final int[] incoming;
  private int next = Machine.FIRST_VIRTUAL;
  private MachineBlock current;
  private Position position;

  private Selector(Graph graph, Target target) {
    this.graph = graph;
    this.target = target;
    upper = new UpperHalves(graph);
    uses = new Uses(graph);
    registers = new int[graph.valueCount()];
    incoming = new int[graph.valueCount()];
    Arrays.fill(registers, Machine.NONE);
    Arrays.fill(incoming, Machine.NONE);
    current = new MachineBlock(0, 0);
    position = graph.entry().end();
  }

  static MachineCode select(Graph graph, Target target) {
    Selector selector = new Selector(graph, target);
    List<MachineBlock> code = selector.run();
    return new MachineCode(code, selector.next, graph.frameBytes());
  }

  private List<MachineBlock> run() {
    List<Block> order = graph.order();
    Loops loops = new Loops(graph);
    List<MachineBlock> code = new ArrayList<>();
    for (Block block : order) {
      MachineBlock machine = new MachineBlock(block.id(), loops.depth(block));
      blocks.put(block, machine);
      code.add(machine);
      for (Value phi : block.phis()) {
        incoming[phi.id()] = next++;
        registers[phi.id()] = next++;
      }
    }
    for (Block block : order) {
      if (block.terminator() instanceof Terminator.Branch branch && isTest(branch)) {
        tested.add(branch.left());
      }
    }
    order.forEach(this::select);
    return code;
  }

  private MachineBlock block(Block block) {
    MachineBlock machine = blocks.get(block);
    if (machine == null) {
      throw new IllegalStateException("block " + block + " is not reachable");
    }
    return machine;
  }

  private void select(Block block) {
    current = block(block);
    for (Value phi : block.phis()) {
      position = phi.position();
      emit(new Machine.Copy(registers[phi.id()], incoming[phi.id()]));
    }
    for (Value value : block.values()) {
      position = value.position();
      if (!isFused(value)) {
        select(value);
      }
    }
    position = block.end();
    for (Block successor : block.successors()) {
      int edge = successor.predecessors().indexOf(block);
      for (Value phi : successor.phis()) {
        move(incoming[phi.id()], phi.input(edge));
      }
    }
    end(block.terminator());
  }

  private void emit(Machine instruction) {
    current.add(instruction, position);
  }

  private int fresh() {
    return next++;
  }

  /// The register that holds the value; numbers and cheap addresses are made anew for every use.
  private int register(Value value) {
    int known = registers[value.id()];
    if (known != Machine.NONE) {
      return known;
    }
    int register = fresh();
    move(register, value);
    return register;
  }

  private int result(Value value) {
    int register = fresh();
    registers[value.id()] = register;
    return register;
  }

  /// Puts the value into a register.
  private void move(int to, Value value) {
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

  private Operand operand(Value value) {
    if (value.operation() instanceof Operation.Constant(long number) && number == (int) number) {
      return new Operand.Imm((int) number);
    }
    return new Operand.Reg(register(value));
  }

  private static Width width(Value value) {
    return value.kind() == Kind.INT ? W32 : W64;
  }

  private void select(Value value) {
    switch (value.operation()) {
      case Operation.Context _ -> emit(new Machine.Copy(result(value), 1));
      case Operation.ContextLoad(int offset) -> {
        int base = register(value.input(0));
        emit(new Machine.Load(Size.DOUBLE, false, result(value), base, offset, true));
      }
      case Operation.Binary(Arithmetic op) -> binary(value, op);
      case Operation.Convert(Conversion conversion) -> convert(value, conversion);
      case Operation.Offset(int bytes) -> offset(value, bytes);
      case Operation.Index _ -> {
        int base = register(value.input(1));
        int to = result(value);
        move(to, value.input(0));
        emit(new Machine.Alu(AluOp.ADD, W64, to, new Operand.Reg(base)));
      }
      case Operation.Load(Size size, boolean signed, int offset, _) ->
          load(value, size, signed, offset);
      case Operation.Store(Size size, int offset) -> {
        Operand stored =
            target.v4() || !isContext(value.input(0))
                ? operand(value.input(1))
                : new Operand.Reg(register(value.input(1)));
        Address address = address(value.input(0), offset);
        emit(new Machine.Store(size, address.base(), address.offset(), stored));
      }
      case Operation.Atomic(AtomicOp op, Size size, int offset) -> atomic(value, op, size, offset);
      case Operation.PlainNumber(int slot) -> plainNumber(value, slot);
      case Operation.CallHelper(int number) -> call(value, number, false);
      case Operation.CallKfunc(int id) -> call(value, id, true);
      case Operation.MapValue(var map, int offset) ->
          emit(new Machine.Wide(result(value), new WideConstant.MapValue(0, offset), map));
      case Operation.MapDescriptor _,
          Operation.KernelVariable _,
          Operation.FrameAddress _,
          Operation.Constant _,
          Operation.ConstantObject _,
          Operation.Undefined _,
          Operation.Phi _ -> {}
    }
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
        : new Address(register(base), offset);
  }

  private void offset(Value value, int bytes) {
    if (bytes == 0) {
      registers[value.id()] = register(value.input(0));
      return;
    }
    int to = result(value);
    move(to, value.input(0));
    emit(new Machine.Alu(AluOp.ADD, W64, to, new Operand.Imm(bytes)));
  }

  private void load(Value value, Size size, boolean signed, int offset) {
    Address address = address(value.input(0), offset);
    int to = result(value);
    boolean extend = signed && size != Size.DOUBLE;
    emit(
        new Machine.Load(size, extend && target.v4(), to, address.base(), address.offset(), false));
    if (extend && !target.v4()) {
      shiftPair(to, 64 - size.bytes() * 8);
    }
  }

  /// An atomic makes the verifier forget what a slot holds, but not the slot.
  private void plainNumber(Value value, int slot) {
    int pointer = register(value.input(0));
    emit(new Machine.Store(Size.DOUBLE, Machine.FRAME, slot, new Operand.Reg(pointer)));
    int zero = fresh();
    emit(new Machine.LoadNumber(zero, 0, W32));
    emit(new Machine.Atomic(AtomicOp.ADD, Size.DOUBLE, Machine.FRAME, slot, zero));
    emit(new Machine.Load(Size.DOUBLE, false, result(value), Machine.FRAME, slot, false));
  }

  private void shiftPair(int register, int bits) {
    emit(new Machine.Alu(AluOp.LSH, W64, register, new Operand.Imm(bits)));
    emit(new Machine.Alu(AluOp.ARSH, W64, register, new Operand.Imm(bits)));
  }

  private void binary(Value value, Arithmetic op) {
    Value a = value.input(0);
    Value b = value.input(1);
    Width width = width(value);
    switch (op) {
      case DIV, REM -> divide(value, op, a, b, width);
      case SUB -> {
        if (a.isConstant(0)) {
          int to = result(value);
          move(to, b);
          emit(new Machine.Negate(width, to));
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
    Operand right = operand(b);
    int to = result(value);
    move(to, a);
    emit(new Machine.Alu(op, width, to, right));
  }

  private void divide(Value value, Arithmetic op, Value a, Value b, Width width) {
    boolean quotient = op == Arithmetic.DIV;
    int positive = width.bits() - 1;
    if (upper.fits(a, positive) && upper.fits(b, positive)) {
      unsignedDivide(value, quotient, a, b, width);
    } else if (target.v4()) {
      twoOperands(value, quotient ? AluOp.SDIV : AluOp.SMOD, width, a, b);
    } else {
      new SignedDivision(this::fresh, this::emit, width)
          .divide(quotient, result(value), register(a), register(b));
    }
  }

  private void unsignedDivide(Value value, boolean quotient, Value a, Value b, Width width) {
    long divisor = b.constant().orElse(0);
    if (divisor > 0 && Long.bitCount(divisor) == 1) {
      long mask = divisor - 1;
      Value by =
          quotient
              ? graph.constant(Kind.INT, Long.numberOfTrailingZeros(divisor))
              : graph.constant(value.kind(), mask);
      Operand right =
          by.constant().orElse(0) == (int) by.constant().orElse(0)
              ? new Operand.Imm((int) by.constant().orElse(0))
              : number(mask);
      int to = result(value);
      move(to, a);
      emit(new Machine.Alu(quotient ? AluOp.RSH : AluOp.AND, width, to, right));
    } else {
      twoOperands(value, quotient ? AluOp.DIV : AluOp.MOD, width, a, b);
    }
  }

  private Operand number(long value) {
    int register = fresh();
    emit(new Machine.LoadNumber(register, value, W64));
    return new Operand.Reg(register);
  }

  private void convert(Value value, Conversion conversion) {
    Value a = value.input(0);
    switch (conversion) {
      case LONG_TO_INT -> registers[value.id()] = register(a);
      case INT_TO_LONG -> {
        if (upper.signExtended(a)) {
          registers[value.id()] = register(a);
        } else {
          signExtend(value, a, 32);
        }
      }
      case UNSIGNED_INT_TO_LONG -> {
        int from = register(a);
        if (upper.zeroUpper(a)) {
          registers[value.id()] = from;
        } else {
          emit(new Machine.ZeroExtend(result(value), from));
        }
      }
      case TO_BYTE -> narrow(value, a, 8);
      case TO_SHORT -> narrow(value, a, 16);
      case TO_CHAR -> {
        int to = result(value);
        move(to, a);
        emit(new Machine.Alu(AluOp.AND, W32, to, new Operand.Imm(0xffff)));
      }
      case SWAP_HALF -> swap(value, a, 16);
      case SWAP_INT -> swap(value, a, 32);
      case SWAP_LONG -> swap(value, a, 64);
    }
  }

  private void narrow(Value value, Value a, int bits) {
    if (upper.fits(a, bits - 1)) {
      registers[value.id()] = register(a);
    } else {
      signExtend(value, a, bits);
    }
  }

  private void signExtend(Value value, Value a, int bits) {
    if (target.v4()) {
      int from = register(a);
      emit(new Machine.SignExtend(result(value), from, bits));
    } else {
      int to = result(value);
      move(to, a);
      shiftPair(to, 64 - bits);
    }
  }

  private void swap(Value value, Value a, int bits) {
    int to = result(value);
    move(to, a);
    emit(new Machine.ByteSwap(bits, to));
  }

  private void atomic(Value value, AtomicOp op, Size size, int offset) {
    int base = register(value.input(0));
    if (op == AtomicOp.COMPARE_EXCHANGE) {
      int update = register(value.input(2));
      move(0, value.input(1));
      emit(new Machine.Atomic(op, size, base, offset, update));
      emit(new Machine.Copy(result(value), 0));
      return;
    }
    int operand;
    if (op.fetches()) {
      operand = result(value);
      move(operand, value.input(1));
    } else {
      operand = register(value.input(1));
    }
    emit(new Machine.Atomic(op, size, base, offset, operand));
  }

  private void call(Value value, int function, boolean kfunc) {
    int count = value.inputs().size();
    for (int i = 0; i < count; i++) {
      move(i + 1, value.input(i));
    }
    emit(new Machine.Call(function, kfunc, count));
    if (uses.count(value) > 0) {
      emit(new Machine.Copy(result(value), 0));
    }
  }

  /// Whether the value is an `and` that its block's branch does by itself.
  private boolean isFused(Value value) {
    return value.operation() instanceof Operation.Binary(Arithmetic op)
        && op == Arithmetic.AND
        && uses.count(value) == 1
        && tested.contains(value);
  }

  private static boolean isTest(Terminator.Branch branch) {
    return (branch.condition() == Condition.EQ || branch.condition() == Condition.NE)
        && branch.right().isConstant(0)
        && branch.left().operation() instanceof Operation.Binary(Arithmetic op)
        && op == Arithmetic.AND;
  }

  private void end(Terminator terminator) {
    switch (terminator) {
      case Terminator.Goto(Block to) -> emit(new Machine.Goto(block(to)));
      case Terminator.MayGoto(Block out, Block on) ->
          emit(new Machine.MayGoto(block(out), block(on)));
      case Terminator.Return(Value result) -> {
        move(0, result);
        emit(new Machine.Exit());
      }
      case Terminator.Branch branch -> branch(branch);
    }
  }

  private void branch(Terminator.Branch branch) {
    Value left = branch.left();
    MachineBlock yes = block(branch.yes());
    MachineBlock no = block(branch.no());
    if (isTest(branch) && uses.count(left) == 1) {
      boolean swap = branch.condition() == Condition.EQ;
      Operand mask = operand(left.input(1));
      emit(
          new Machine.Branch(
              Condition.TEST,
              width(left),
              register(left.input(0)),
              mask,
              swap ? no : yes,
              swap ? yes : no));
      return;
    }
    Operand right = operand(branch.right());
    emit(new Machine.Branch(branch.condition(), width(left), register(left), right, yes, no));
  }
}
