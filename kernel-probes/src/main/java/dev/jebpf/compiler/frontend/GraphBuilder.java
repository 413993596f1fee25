package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.compiler.pass.Conditions;
import dev.jebpf.compiler.pass.Simplifier;
import dev.jebpf.insn.Condition;
import dev.jebpf.insn.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Appends values to the block that is being built.
final class GraphBuilder {
  /// What a program that divided by zero returns: `-EDOM`.
  private static final int DIVISION_BY_ZERO = -33;

  /// What of the 512 bytes of a stack frame programs may reserve; the rest is for spilling.
  private static final int MAX_FRAME = 448;

  /// The two ways on after a comparison; null where it cannot go.
  record Split(@Nullable Block yes, @Nullable Block no) {}

  private final Graph graph;
  private final Simplifier simplifier;
  private @Nullable Block current;
  private @Nullable Block abort;
  private Position position;
  private int scratch;

  GraphBuilder(Position position) {
    this.position = position;
    graph = new Graph(position);
    simplifier = new Simplifier(graph);
    current = graph.entry();
  }

  Graph graph() {
    return graph;
  }

  void at(Position newPosition) {
    position = newPosition;
  }

  Position position() {
    return position;
  }

  /// The open block that values go to.
  Block current() {
    if (current == null) {
      throw new IllegalStateException("no open block at " + position);
    }
    return current;
  }

  boolean reachable() {
    return current != null;
  }

  /// Continues in a block, or nowhere.
  void continueIn(@Nullable Block block) {
    current = block;
  }

  Block block() {
    return graph.block(position);
  }

  Value integer(int value) {
    return graph.constant(Kind.INT, value);
  }

  Value number(long value) {
    return graph.constant(Kind.LONG, value);
  }

  Value nullPointer() {
    return graph.constant(Kind.POINTER, 0);
  }

  Value add(Kind kind, Operation operation, Value... inputs) {
    Value value = graph.value(kind, operation, List.of(inputs), position);
    Value simple = simplifier.simplify(value);
    if (simple == value) {
      current().values().add(value);
    }
    return simple;
  }

  Value binary(Kind kind, Arithmetic op, Value a, Value b) {
    return add(kind, new Operation.Binary(op), a, b);
  }

  Value convert(Conversion conversion, Value a) {
    return add(conversion.result(), new Operation.Convert(conversion), a);
  }

  Value offset(Value base, int bytes) {
    return add(base.kind(), new Operation.Offset(bytes), base);
  }

  /// The address `count` (an int) times `size` after `base`, with constants outermost so that loads
  /// can take them.
  Value element(Value base, Value count, int size) {
    Value bytes =
        binary(Kind.LONG, Arithmetic.MUL, convert(Conversion.INT_TO_LONG, count), number(size));
    return index(base, bytes);
  }

  Value index(Value base, Value bytes) {
    return base.operation() instanceof Operation.Offset(int constant)
        ? offset(add(base.kind(), new Operation.Index(), base.input(0), bytes), constant)
        : add(base.kind(), new Operation.Index(), base, bytes);
  }

  Value call(Kind kind, int helper, Value... arguments) {
    return add(kind, new Operation.CallHelper(helper), arguments);
  }

  void store(Size size, int offset, Value base, Value value) {
    add(Kind.NOTHING, new Operation.Store(size, offset), base, value);
  }

  /// The address of eight bytes of the frame, for a value that is dead after the next call.
  Value scratch() {
    if (scratch == 0) {
      scratch = reserve(8);
    }
    return frameAddress(scratch);
  }

  /// Bytes of the frame that stay reserved, as a negative offset.
  int reserve(int bytes) {
    int offset = graph.reserveFrame(bytes);
    if (graph.frameBytes() > MAX_FRAME) {
      throw new UnsupportedCode("the stack frame of 512 bytes is too small for this");
    }
    return offset;
  }

  Value frameAddress(int offset) {
    return add(Kind.POINTER, new Operation.FrameAddress(offset));
  }

  /// Compares; both ways get a block of their own, and none is the current one any more.
  Split branch(Condition condition, Value left, Value right) {
    Optional<Boolean> known = Conditions.evaluate(condition, left, right);
    if (known.isPresent()) {
      Block only = current();
      current = null;
      return known.get() ? new Split(only, null) : new Split(null, only);
    }
    Block yes = block();
    Block no = block();
    boolean swap = left.isConstant() && !right.isConstant();
    end(
        swap
            ? new Terminator.Branch(condition.swapped(), right, left, yes, no)
            : new Terminator.Branch(condition, left, right, yes, no));
    return new Split(yes, no);
  }

  void end(Terminator terminator) {
    current().end(terminator, position);
    current = null;
  }

  /// Ends the program where the int or long is zero.
  void abortIfZero(Value divisor) {
    Split split = branch(Condition.EQ, divisor, graph.constant(divisor.kind(), 0));
    if (split.yes() != null) {
      current = split.yes();
      if (abort == null) {
        abort = block();
        abort.end(new Terminator.Return(integer(DIVISION_BY_ZERO)), position);
      }
      end(new Terminator.Goto(abort));
    }
    current = split.no();
  }
}
