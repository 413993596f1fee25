package dev.jebpf.compiler.ir;

/// Integer operations with Java's semantics, at the width of their result's [Kind].
public enum Arithmetic {
  ADD,
  SUB,
  MUL,
  /// The divisor is known not to be zero here.
  DIV,
  /// The divisor is known not to be zero here.
  REM,
  UDIV,
  UREM,
  AND,
  OR,
  XOR,
  SHL,
  SHR,
  USHR;

  public boolean commutative() {
    return switch (this) {
      case ADD, MUL, AND, OR, XOR -> true;
      case SUB, DIV, REM, UDIV, UREM, SHL, SHR, USHR -> false;
    };
  }

  /// The result as Java computes it; ints sign-extended. The divisor must not be zero.
  public long compute(Kind kind, long a, long b) {
    return kind == Kind.INT ? ints((int) a, (int) b) : longs(a, b);
  }

  private int ints(int a, int b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case UDIV -> Integer.divideUnsigned(a, b);
      case UREM -> Integer.remainderUnsigned(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
    };
  }

  private long longs(long a, long b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case UDIV -> Long.divideUnsigned(a, b);
      case UREM -> Long.remainderUnsigned(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
    };
  }
}
