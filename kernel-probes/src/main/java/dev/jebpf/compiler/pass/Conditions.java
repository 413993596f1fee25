package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Condition;
import java.util.Optional;

/// Comparisons whose outcome is known.
public final class Conditions {
  private Conditions() {}

  /// The outcome, if the operands alone decide it.
  public static Optional<Boolean> evaluate(Condition condition, Value left, Value right) {
    if (left == right) {
      return Optional.of(
          switch (condition) {
            case EQ, GE, LE, SGE, SLE -> true;
            case NE, GT, LT, SGT, SLT -> false;
            case TEST -> throw new IllegalArgumentException("TEST of equal operands");
          });
    }
    if (right.isConstant(0) && isAddress(left)) {
      return switch (condition) {
        case EQ -> Optional.of(false);
        case NE -> Optional.of(true);
        case GT, GE, LT, LE, SGT, SGE, SLT, SLE, TEST -> Optional.empty();
      };
    }
    if (left.constant().isEmpty() || right.constant().isEmpty()) {
      return Optional.empty();
    }
    long a = left.constant().getAsLong();
    long b = right.constant().getAsLong();
    return Optional.of(holds(condition, left.kind(), a, b));
  }

  /// Whether the value is an address that cannot be null.
  private static boolean isAddress(Value value) {
    return switch (value.operation()) {
      case Operation.MapValue _, Operation.FrameAddress _ -> true;
      case Operation.Index _, Operation.Offset _ -> isAddress(value.input(0));
      default -> false;
    };
  }

  private static boolean holds(Condition condition, Kind kind, long a, long b) {
    int unsigned =
        kind == Kind.INT ? Integer.compareUnsigned((int) a, (int) b) : Long.compareUnsigned(a, b);
    return switch (condition) {
      case EQ -> a == b;
      case NE -> a != b;
      case GT -> unsigned > 0;
      case GE -> unsigned >= 0;
      case LT -> unsigned < 0;
      case LE -> unsigned <= 0;
      case SGT -> a > b;
      case SGE -> a >= b;
      case SLT -> a < b;
      case SLE -> a <= b;
      case TEST -> (a & b) != 0;
    };
  }
}
