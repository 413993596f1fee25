package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import java.util.Arrays;
import java.util.List;

/// What is known of the bits above those that an int needs.
///
/// Each value gets a bound: its register, all 64 bits, holds an unsigned number of at most so many
/// significant bits. A result of a 32-bit instruction has at most 32, an int that cannot be
/// negative at most 31, so that widening it to a long takes no instruction.
public final class UpperHalves {
  private static final int UNKNOWN = 64;

  private final int[] bits;
  private final boolean[] signExtended;

  public UpperHalves(Graph graph) {
    bits = new int[graph.valueCount()];
    signExtended = new boolean[graph.valueCount()];
    Arrays.fill(signExtended, true);
    List<Block> order = graph.order();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        for (Value phi : block.phis()) {
          changed |= update(phi);
        }
        for (Value value : block.values()) {
          changed |= update(value);
        }
      }
    }
  }

  /// Whether the upper half of the register is zero.
  public boolean zeroUpper(Value value) {
    return bits(value) <= 32;
  }

  /// Whether the register holds the int sign-extended.
  public boolean signExtended(Value value) {
    return bits(value) <= 31 || extended(value);
  }

  /// Whether the number in the whole register is below 2 to the power of `count`.
  public boolean fits(Value value, int count) {
    return bits(value) <= count;
  }

  private int bits(Value value) {
    if (value.operation() instanceof Operation.Constant(long number)) {
      long held = value.kind() == Kind.INT ? number & 0xffff_ffffL : number;
      return UNKNOWN - Long.numberOfLeadingZeros(held);
    }
    return value.isFloating() ? 0 : bits[value.id()];
  }

  private boolean extended(Value value) {
    return switch (value.operation()) {
      case Operation.Constant _ -> false;
      case Operation.Load(Size size, boolean signed, _, _) -> signed && size != Size.DOUBLE;
      case Operation.Convert(Conversion conversion) ->
          conversion == Conversion.TO_BYTE || conversion == Conversion.TO_SHORT;
      case Operation.Phi _ -> signExtended[value.id()];
      default -> false;
    };
  }

  private boolean update(Value value) {
    int id = value.id();
    int now = Math.max(bits[id], bound(value));
    boolean extended =
        signExtended[id]
            && (!value.isPhi()
                || value.inputs().stream().allMatch(i -> bits(i) <= 31 || extended(i)));
    boolean changed = now != bits[id] || extended != signExtended[id];
    bits[id] = now;
    signExtended[id] = extended;
    return changed;
  }

  private int bound(Value value) {
    return switch (value.operation()) {
      case Operation.Phi _ -> value.inputs().stream().mapToInt(this::bits).max().orElse(UNKNOWN);
      case Operation.Load(Size size, boolean signed, _, _) -> signed ? UNKNOWN : size.bytes() * 8;
      case Operation.Binary(Arithmetic op) -> binary(value, op);
      case Operation.Convert(Conversion conversion) -> convert(value, conversion);
      case Operation.Atomic _ -> value.kind() == Kind.INT ? 32 : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  private int binary(Value value, Arithmetic op) {
    int width = value.kind() == Kind.INT ? 32 : 64;
    int a = Math.min(bits(value.input(0)), width);
    int b = Math.min(bits(value.input(1)), width);
    int count = value.input(1).isConstant() ? shift(value, width) : 0;
    return switch (op) {
      case AND -> Math.min(a, b);
      case OR, XOR -> Math.max(a, b);
      case USHR -> Math.max(0, a - count);
      case SHR -> a < width ? Math.max(0, a - count) : width;
      case SHL -> value.input(1).isConstant() ? Math.min(width, a + count) : width;
      case UDIV -> a;
      case UREM -> Math.min(a, b);
      case DIV -> a < width && b < width ? a : width;
      case REM -> a < width ? (b < width ? Math.min(a, b) : a) : width;
      case ADD -> Math.min(width, Math.max(a, b) + 1);
      case MUL -> Math.min(width, a + b);
      case SUB -> width;
    };
  }

  private static int shift(Value value, int width) {
    return (int) value.input(1).constant().orElse(0) & (width - 1);
  }

  private int convert(Value value, Conversion conversion) {
    int a = bits(value.input(0));
    return switch (conversion) {
      case INT_TO_LONG -> a <= 31 ? a : UNKNOWN;
      case UNSIGNED_INT_TO_LONG, SWAP_INT ->
          conversion == Conversion.SWAP_INT ? 32 : Math.min(a, 32);
      case LONG_TO_INT -> a;
      case TO_BYTE -> a <= 7 ? a : UNKNOWN;
      case TO_SHORT -> a <= 15 ? a : UNKNOWN;
      case TO_CHAR -> Math.min(a, 16);
      case SWAP_HALF -> 16;
      case SWAP_LONG -> UNKNOWN;
    };
  }
}
