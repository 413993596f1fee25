package dev.jebpf.compiler.backend;

import static dev.jebpf.insn.Width.W64;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Operation;
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
  private final Uses uses;
  private final Selection selection;
  private final ArithmeticSelector arithmetic;
  private final ConversionSelector conversions;
  private final MemorySelector memory;
  private final Map<Block, MachineBlock> blocks = new HashMap<>();
  private final Set<Value> tested = new HashSet<>();

  /// The register that every predecessor fills for a phi, by the phi's id.
  private final int[] incoming;

  private Selector(Graph graph, Target target) {
    this.graph = graph;
    uses = new Uses(graph);
    selection = new Selection(graph);
    var upper = new UpperHalves(graph);
    arithmetic = new ArithmeticSelector(selection, target, upper, uses);
    conversions = new ConversionSelector(selection, target, upper);
    memory = new MemorySelector(selection, target);
    incoming = new int[graph.valueCount()];
    Arrays.fill(incoming, Machine.NONE);
  }

  static MachineCode select(Graph graph, Target target) {
    Selector selector = new Selector(graph, target);
    List<MachineBlock> code = selector.run();
    return new MachineCode(code, selector.selection.registerCount(), graph.frameBytes());
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
        incoming[phi.id()] = selection.fresh();
        selection.result(phi);
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
    selection.at(block(block));
    for (Value phi : block.phis()) {
      selection.at(phi.position());
      selection.emit(new Machine.Copy(selection.register(phi), incoming[phi.id()]));
    }
    for (Value value : block.values()) {
      selection.at(value.position());
      if (!isFused(value)) {
        select(value);
      }
    }
    selection.at(block.end());
    for (Block successor : block.successors()) {
      int edge = successor.predecessors().indexOf(block);
      for (Value phi : successor.phis()) {
        selection.move(incoming[phi.id()], phi.input(edge));
      }
    }
    end(block.terminator());
  }

  private void select(Value value) {
    switch (value.operation()) {
      case Operation.Context _ -> selection.emit(new Machine.Copy(selection.result(value), 1));
      case Operation.ContextLoad(int offset) -> {
        int base = selection.register(value.input(0));
        selection.emit(
            new Machine.Load(Size.DOUBLE, false, selection.result(value), base, offset, true));
      }
      case Operation.Binary(Arithmetic op) -> arithmetic.select(value, op);
      case Operation.Convert(Conversion conversion) -> conversions.select(value, conversion);
      case Operation.Offset(int bytes) -> offset(value, bytes);
      case Operation.Index _ -> {
        int base = selection.register(value.input(1));
        int to = selection.copy(value, value.input(0));
        selection.emit(new Machine.Alu(AluOp.ADD, W64, to, new Operand.Reg(base)));
      }
      case Operation.Load(Size size, boolean signed, int offset, _) ->
          memory.load(value, size, signed, offset);
      case Operation.Store(Size size, int offset) -> memory.store(value, size, offset);
      case Operation.Atomic(AtomicOp op, Size size, int offset) ->
          memory.atomic(value, op, size, offset);
      case Operation.PlainNumber(int slot) -> memory.plainNumber(value, slot);
      case Operation.CallHelper(int number) -> call(value, number, false);
      case Operation.CallKfunc(int id) -> call(value, id, true);
      case Operation.MapValue(var map, int offset) ->
          selection.emit(
              new Machine.Wide(selection.result(value), new WideConstant.MapValue(0, offset), map));
      case Operation.MapDescriptor _,
          Operation.KernelVariable _,
          Operation.FrameAddress _,
          Operation.Constant _,
          Operation.ConstantObject _,
          Operation.Undefined _,
          Operation.Phi _ -> {}
    }
  }

  private void offset(Value value, int bytes) {
    if (bytes == 0) {
      selection.share(value, value.input(0));
      return;
    }
    int to = selection.copy(value, value.input(0));
    selection.emit(new Machine.Alu(AluOp.ADD, W64, to, new Operand.Imm(bytes)));
  }

  private void call(Value value, int function, boolean kfunc) {
    int count = value.inputs().size();
    for (int i = 0; i < count; i++) {
      selection.move(i + 1, value.input(i));
    }
    selection.emit(new Machine.Call(function, kfunc, count));
    if (uses.count(value) > 0) {
      selection.emit(new Machine.Copy(selection.result(value), 0));
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
      case Terminator.Goto(Block to) -> selection.emit(new Machine.Goto(block(to)));
      case Terminator.MayGoto(Block out, Block on) ->
          selection.emit(new Machine.MayGoto(block(out), block(on)));
      case Terminator.Return(Value result) -> {
        selection.move(0, result);
        selection.emit(new Machine.Exit());
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
      Operand mask = selection.operand(left.input(1));
      selection.emit(
          new Machine.Branch(
              Condition.TEST,
              Selection.width(left),
              selection.register(left.input(0)),
              mask,
              swap ? no : yes,
              swap ? yes : no));
      return;
    }
    Operand right = selection.operand(branch.right());
    selection.emit(
        new Machine.Branch(
            branch.condition(), Selection.width(left), selection.register(left), right, yes, no));
  }
}
