package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/// Runs bytecode symbolically: every instruction becomes values of the graph, every call is
/// inlined.
final class Interpreter {
  private static final int MAX_DEPTH = 48;

  private final GraphBuilder builder;
  private final ClassFiles classes;
  private final StackOperations operations;
  private final Edges edges;
  private final Fields fields;
  private final Calls calls;
  private final Switches switches;

  Interpreter(GraphBuilder builder, ClassFiles classes, Environment environment) {
    this.builder = builder;
    this.classes = classes;
    operations = new StackOperations(builder.graph(), classes);
    edges = new Edges(builder, new Threading(builder.graph(), operations));
    fields = new Fields(builder.graph(), classes);
    calls = new Calls(builder, classes, environment, this);
    switches = new Switches(builder);
  }

  /// Interprets a method from the current block on; the builder is then where it returned.
  ///
  /// @param caller where it returns to; null for the outermost method
  /// @param result gets the method's result, if any, on its stack
  void inline(
      MethodBody body,
      List<@Nullable Value> arguments,
      Frame.@Nullable Continuation caller,
      State result) {
    Object receiver = receiver(body, arguments);
    if (caller != null) {
      if (caller.frame().isRecursive(body, receiver)) {
        throw new UnsupportedCode(
            "recursion (" + body.method().name + "); use a loop with a bound");
      }
      if (caller.frame().depth() >= MAX_DEPTH) {
        throw new UnsupportedCode("calls nested deeper than " + MAX_DEPTH);
      }
    }
    if (!body.method().tryCatchBlocks.isEmpty()) {
      throw new UnsupportedCode(
          "exceptions (" + body.method().name + " has a try block); return a status instead");
    }
    Frame frame = new Frame(body, receiver, caller);
    State state = new State(body.method().maxLocals);
    int local = 0;
    for (Value argument : arguments) {
      state.local(local, argument);
      local += argument != null && argument.kind() == Kind.LONG ? 2 : 1;
    }
    frame.enter(0, new Frame.Incoming(builder.current(), state));
    builder.continueIn(null);
    for (int block : body.order()) {
      State inside = edges.open(frame, block);
      if (inside != null) {
        run(frame, block, inside);
      }
    }
    edges.comeBack(frame.returns(), result);
  }

  private static @Nullable Object receiver(MethodBody body, List<@Nullable Value> arguments) {
    boolean isStatic = (body.method().access & Opcodes.ACC_STATIC) != 0;
    Value first = isStatic || arguments.isEmpty() ? null : arguments.getFirst();
    return first != null && first.operation() instanceof Operation.ConstantObject(Object object)
        ? object
        : null;
  }

  private void run(Frame frame, int block, State state) {
    MethodBody body = frame.body();
    int index = block;
    try {
      while (builder.reachable()) {
        if (index > block && body.startsBlock(index)) {
          edges.link(frame, index, builder.current(), state);
          builder.continueIn(null);
          return;
        }
        builder.at(new Position(body.file(), body.line(index)));
        execute(frame, index, state);
        index++;
      }
    } catch (UnsupportedCode e) {
      throw new CompileException(body.file(), body.line(index), e.problem(), e.getCause());
    }
  }

  private void execute(Frame frame, int index, State state) {
    AbstractInsnNode instruction = frame.body().instruction(index);
    if (operations.apply(state, instruction)) {
      return;
    }
    switch (instruction) {
      case JumpInsnNode jump -> jump(frame, index, state, jump);
      case TableSwitchInsnNode table -> switchOn(frame, state, Switches.cases(table, frame.body()));
      case LookupSwitchInsnNode lookup ->
          switchOn(frame, state, Switches.cases(lookup, frame.body()));
      case MethodInsnNode call -> calls.invoke(frame, index, state, call);
      case FieldInsnNode field -> fields.get(state, field);
      case IincInsnNode increment ->
          state.local(
              increment.var,
              builder.binary(
                  Kind.INT,
                  Arithmetic.ADD,
                  state.local(increment.var),
                  builder.integer(increment.incr)));
      case TypeInsnNode type
          when type.getOpcode() == Opcodes.NEW
              && Throwable.class.isAssignableFrom(classes.load(type.desc)) ->
          throw new UnsupportedCode(Unsupported.describe(Opcodes.ATHROW));
      default -> compute(frame, index, state, instruction.getOpcode());
    }
  }

  private void compute(Frame frame, int index, State state, int opcode) {
    if (Jumps.isReturn(opcode)) {
      leave(frame, opcode == Opcodes.RETURN ? null : state.pop());
      return;
    }
    switch (opcode) {
      case Opcodes.LCMP -> compareLongs(frame, index, state);
      case Opcodes.I2L -> convert(state, Conversion.INT_TO_LONG);
      case Opcodes.L2I -> convert(state, Conversion.LONG_TO_INT);
      case Opcodes.I2B -> convert(state, Conversion.TO_BYTE);
      case Opcodes.I2S -> convert(state, Conversion.TO_SHORT);
      case Opcodes.I2C -> convert(state, Conversion.TO_CHAR);
      case Opcodes.INEG -> negate(state, Kind.INT);
      case Opcodes.LNEG -> negate(state, Kind.LONG);
      case Opcodes.IALOAD,
          Opcodes.LALOAD,
          Opcodes.BALOAD,
          Opcodes.CALOAD,
          Opcodes.SALOAD,
          Opcodes.AALOAD ->
          fields.element(state);
      case Opcodes.ARRAYLENGTH -> fields.length(state);
      default -> arithmetic(state, opcode);
    }
  }

  private void leave(Frame frame, @Nullable Value result) {
    Frame.Continuation caller = frame.caller();
    Block from = builder.current();
    builder.continueIn(null);
    if (caller == null) {
      frame.returns().add(new Frame.Returned(from, result));
    } else {
      edges.leave(frame, caller, from, result);
    }
  }

  private void arithmetic(State state, int opcode) {
    Arithmetic op =
        switch (opcode) {
          case Opcodes.IADD, Opcodes.LADD -> Arithmetic.ADD;
          case Opcodes.ISUB, Opcodes.LSUB -> Arithmetic.SUB;
          case Opcodes.IMUL, Opcodes.LMUL -> Arithmetic.MUL;
          case Opcodes.IDIV, Opcodes.LDIV -> Arithmetic.DIV;
          case Opcodes.IREM, Opcodes.LREM -> Arithmetic.REM;
          case Opcodes.ISHL, Opcodes.LSHL -> Arithmetic.SHL;
          case Opcodes.ISHR, Opcodes.LSHR -> Arithmetic.SHR;
          case Opcodes.IUSHR, Opcodes.LUSHR -> Arithmetic.USHR;
          case Opcodes.IAND, Opcodes.LAND -> Arithmetic.AND;
          case Opcodes.IOR, Opcodes.LOR -> Arithmetic.OR;
          case Opcodes.IXOR, Opcodes.LXOR -> Arithmetic.XOR;
          default -> throw new UnsupportedCode(Unsupported.describe(opcode));
        };
    Value b = state.pop();
    Value a = state.pop();
    if (op == Arithmetic.DIV || op == Arithmetic.REM) {
      builder.abortIfZero(b);
      if (!builder.reachable()) {
        return;
      }
    }
    state.push(builder.binary(a.kind(), op, a, b));
  }

  private void negate(State state, Kind kind) {
    Value zero = builder.graph().constant(kind, 0);
    state.push(builder.binary(kind, Arithmetic.SUB, zero, state.pop()));
  }

  private void convert(State state, Conversion conversion) {
    state.push(builder.convert(conversion, state.pop()));
  }

  private void jump(Frame frame, int index, State state, JumpInsnNode jump) {
    int target = frame.body().index(jump.label);
    if (jump.getOpcode() == Opcodes.GOTO) {
      edges.link(frame, target, builder.current(), state);
      builder.continueIn(null);
      return;
    }
    if (jump.getOpcode() == Opcodes.JSR) {
      throw new UnsupportedCode(Unsupported.describe(Opcodes.JSR));
    }
    Comparison comparison = Comparison.pop(builder.graph(), state, jump.getOpcode());
    decide(frame, index, target, state, comparison);
  }

  private void decide(Frame frame, int index, int target, State state, Comparison comparison) {
    Optional<Boolean> known = comparison.outcome();
    if (known.isPresent()) {
      edges.link(frame, known.get() ? target : index + 1, builder.current(), state);
      builder.continueIn(null);
      return;
    }
    GraphBuilder.Split split =
        builder.branch(comparison.condition(), comparison.left(), comparison.right());
    if (split.no() != null) {
      edges.link(frame, index + 1, split.no(), state.copy());
    }
    if (split.yes() != null) {
      edges.link(frame, target, split.yes(), state);
    }
  }

  /// Compares two longs: fused with the jump that follows, or three ways on.
  private void compareLongs(Frame frame, int index, State state) {
    Value b = state.pop();
    Value a = state.pop();
    if (frame.body().instruction(index + 1) instanceof JumpInsnNode jump
        && Jumps.comparesWithZero(jump.getOpcode())) {
      Comparison comparison = new Comparison(Jumps.condition(jump.getOpcode()), a, b);
      decide(frame, index + 1, frame.body().index(jump.label), state, comparison);
      return;
    }
    List<Frame.Returned> ways = new ArrayList<>();
    GraphBuilder.Split less = builder.branch(Condition.SLT, a, b);
    addWay(ways, less.yes(), -1);
    if (less.no() != null) {
      builder.continueIn(less.no());
      GraphBuilder.Split greater = builder.branch(Condition.SGT, a, b);
      addWay(ways, greater.yes(), 1);
      addWay(ways, greater.no(), 0);
    }
    edges.comeBack(ways, state);
  }

  private void addWay(List<Frame.Returned> ways, @Nullable Block block, int result) {
    if (block != null) {
      ways.add(new Frame.Returned(block, builder.integer(result)));
    }
  }

  private void switchOn(Frame frame, State state, Switches.Cases cases) {
    Value key = state.pop();
    if (key.constant().isPresent()) {
      int target = cases.target((int) key.constant().getAsLong());
      edges.link(frame, target, builder.current(), state);
      builder.continueIn(null);
      return;
    }
    switches.build(key, cases, (target, from) -> edges.link(frame, target, from, state.copy()));
  }
}
