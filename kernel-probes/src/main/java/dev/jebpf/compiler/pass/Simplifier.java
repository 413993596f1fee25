package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.List;

/// Algebra on one value: folds constants, drops what does nothing, brings expressions into the form
/// the later passes and the selection look for. The front end applies it while building.
public final class Simplifier {
  private final Graph graph;

  public Simplifier(Graph graph) {
    this.graph = graph;
  }

  /// An older or constant value that equals `value`, or `value` itself, perhaps rewritten.
  public Value simplify(Value value) {
    return switch (value.operation()) {
      case Operation.Binary(Arithmetic op) -> binary(value, op);
      case Operation.Convert(Conversion conversion) -> convert(value, conversion);
      case Operation.Offset(int bytes) -> offset(value, bytes);
      case Operation.Index _ -> index(value);
      case Operation.Load _, Operation.Store _, Operation.Atomic _ -> memory(value);
      default -> value;
    };
  }

  private Value binary(Value value, Arithmetic op) {
    Value a = value.input(0);
    Value b = value.input(1);
    if (a.isConstant() && !b.isConstant() && op.commutative()) {
      value.become(value.operation(), List.of(b, a));
      return binary(value, op);
    }
    if (b.constant().isEmpty()) {
      return a == b ? same(value, op, a) : value;
    }
    long right = b.constant().getAsLong();
    if (a.constant().isPresent() && !(right == 0 && divides(op))) {
      return constant(value, op.compute(value.kind(), a.constant().getAsLong(), right));
    }
    return withConstant(value, op, a, right);
  }

  private static boolean divides(Arithmetic op) {
    return switch (op) {
      case DIV, REM, UDIV, UREM -> true;
      case ADD, SUB, MUL, AND, OR, XOR, SHL, SHR, USHR -> false;
    };
  }

  private Value same(Value value, Arithmetic op, Value a) {
    return switch (op) {
      case SUB, XOR -> constant(value, 0);
      case AND, OR -> a;
      case ADD, MUL, DIV, REM, UDIV, UREM, SHL, SHR, USHR -> value;
    };
  }

  private Value withConstant(Value value, Arithmetic op, Value a, long right) {
    Kind kind = value.kind();
    return switch (op) {
      case ADD -> right == 0 ? a : addition(value, a, right);
      case SUB -> rewrite(value, Arithmetic.ADD, a, kind == Kind.INT ? -(int) right : -right);
      case MUL -> multiplication(value, a, right);
      case AND -> mask(value, a, right);
      case OR -> right == 0 ? a : right == -1 ? constant(value, -1) : value;
      case XOR -> right == 0 ? a : value;
      case SHL, SHR, USHR -> {
        long count = right & (kind == Kind.INT ? 31 : 63);
        yield count == 0 ? a : count == right ? value : rewrite(value, op, a, count);
      }
      case DIV, UDIV -> right == 1 ? a : value;
      case REM, UREM -> right == 1 ? constant(value, 0) : value;
    };
  }

  private Value addition(Value value, Value a, long right) {
    if (a.operation() instanceof Operation.Binary(Arithmetic inner)
        && inner == Arithmetic.ADD
        && a.input(1).constant().isPresent()) {
      long sum = Arithmetic.ADD.compute(value.kind(), a.input(1).constant().getAsLong(), right);
      return rewrite(value, Arithmetic.ADD, a.input(0), sum);
    }
    return value;
  }

  private Value multiplication(Value value, Value a, long right) {
    if (right == 0) {
      return constant(value, 0);
    }
    if (right == 1) {
      return a;
    }
    return right > 0 && Long.bitCount(right) == 1
        ? rewrite(value, Arithmetic.SHL, a, Long.numberOfTrailingZeros(right))
        : value;
  }

  private Value mask(Value value, Value a, long right) {
    if (right == 0) {
      return constant(value, 0);
    }
    if (right == -1) {
      return a;
    }
    if (right == 0xffff_ffffL
        && a.operation() instanceof Operation.Convert(Conversion inner)
        && inner == Conversion.INT_TO_LONG) {
      value.become(new Operation.Convert(Conversion.UNSIGNED_INT_TO_LONG), List.of(a.input(0)));
      return value;
    }
    if (a.operation() instanceof Operation.Binary(Arithmetic inner)
        && inner == Arithmetic.AND
        && a.input(1).constant().isPresent()) {
      return rewrite(value, Arithmetic.AND, a.input(0), right & a.input(1).constant().getAsLong());
    }
    return value;
  }

  private Value convert(Value value, Conversion conversion) {
    Value a = value.input(0);
    if (a.constant().isPresent()) {
      return constant(value, conversion.compute(a.constant().getAsLong()));
    }
    if (conversion == Conversion.LONG_TO_INT) {
      if (a.operation() instanceof Operation.Convert(Conversion inner)
          && (inner == Conversion.INT_TO_LONG || inner == Conversion.UNSIGNED_INT_TO_LONG)) {
        return a.input(0);
      }
      if (a.operation() instanceof Operation.Binary(Arithmetic op)
          && op == Arithmetic.AND
          && a.input(1).constant().isPresent()
          && (int) a.input(1).constant().getAsLong() == -1) {
        value.become(value.operation(), List.of(a.input(0)));
        return convert(value, conversion);
      }
    }
    return value;
  }

  private Value offset(Value value, int bytes) {
    Value base = value.input(0);
    if (bytes == 0 && base.kind() == value.kind()) {
      return base;
    }
    if (base.operation() instanceof Operation.Offset(int inner) && base.kind() == value.kind()) {
      value.become(new Operation.Offset(bytes + inner), base.inputs());
      return offset(value, bytes + inner);
    }
    if (base.operation() instanceof Operation.MapValue(var map, int inner) && !fits(bytes)) {
      value.become(new Operation.MapValue(map, inner + bytes), List.of());
    }
    return value;
  }

  private Value index(Value value) {
    var number = value.input(1).constant();
    if (number.isPresent() && number.getAsLong() == (int) number.getAsLong()) {
      value.become(new Operation.Offset((int) number.getAsLong()), List.of(value.input(0)));
      return offset(value, (int) number.getAsLong());
    }
    return value;
  }

  private static Value memory(Value value) {
    Value base = value.input(0);
    if (base.operation() instanceof Operation.Offset(int inner) && base.kind() == Kind.POINTER) {
      Operation moved = moved(value.operation(), inner);
      if (moved != value.operation()) {
        List<Value> inputs = new java.util.ArrayList<>(value.inputs());
        inputs.set(0, base.input(0));
        value.become(moved, inputs);
      }
    }
    return value;
  }

  /// The access `bytes` further on, or the same if that does not fit the instruction.
  private static Operation moved(Operation operation, int bytes) {
    return switch (operation) {
      case Operation.Load(var size, boolean signed, int offset, var memory)
          when fits(offset + bytes) ->
          new Operation.Load(size, signed, offset + bytes, memory);
      case Operation.Store(var size, int offset) when fits(offset + bytes) ->
          new Operation.Store(size, offset + bytes);
      case Operation.Atomic(var op, var size, int offset) when fits(offset + bytes) ->
          new Operation.Atomic(op, size, offset + bytes);
      default -> operation;
    };
  }

  private static boolean fits(int offset) {
    return offset == (short) offset;
  }

  private Value rewrite(Value value, Arithmetic op, Value a, long right) {
    value.become(
        new Operation.Binary(op), List.of(a, graph.constant(countKind(value.kind(), op), right)));
    return binary(value, op);
  }

  /// Shift counts are ints, whatever is shifted.
  private static Kind countKind(Kind kind, Arithmetic op) {
    return switch (op) {
      case SHL, SHR, USHR -> Kind.INT;
      case ADD, SUB, MUL, DIV, REM, UDIV, UREM, AND, OR, XOR -> kind;
    };
  }

  private Value constant(Value value, long number) {
    return graph.constant(value.kind(), number);
  }
}
