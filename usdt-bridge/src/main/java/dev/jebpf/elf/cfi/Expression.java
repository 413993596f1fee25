package dev.jebpf.elf.cfi;

/// A DWARF expression in a rule: DWARF 5, sections 2.5 and 7.7.1; of its operations those that
/// compilers and C libraries use there, none of which jumps.
final class Expression {
  private static final int MOST = 64;
  private static final int DEREF = 0x06;
  private static final int CONST1U = 0x08;
  private static final int CONST1S = 0x09;
  private static final int CONST2U = 0x0A;
  private static final int CONST2S = 0x0B;
  private static final int CONST4U = 0x0C;
  private static final int CONST4S = 0x0D;
  private static final int CONST8U = 0x0E;
  private static final int CONST8S = 0x0F;
  private static final int CONSTU = 0x10;
  private static final int CONSTS = 0x11;
  private static final int DUP = 0x12;
  private static final int DROP = 0x13;
  private static final int SWAP = 0x16;
  private static final int AND = 0x1A;
  private static final int MINUS = 0x1C;
  private static final int MUL = 0x1E;
  private static final int NEG = 0x1F;
  private static final int OR = 0x21;
  private static final int PLUS = 0x22;
  private static final int PLUS_UCONST = 0x23;
  private static final int SHL = 0x24;
  private static final int SHR = 0x25;
  private static final int EQ = 0x29;
  private static final int GE = 0x2A;
  private static final int GT = 0x2B;
  private static final int LE = 0x2C;
  private static final int LT = 0x2D;
  private static final int NE = 0x2E;
  private static final int LIT0 = 0x30;
  private static final int LIT31 = 0x4F;
  private static final int BREG0 = 0x70;
  private static final int BREG31 = 0x8F;
  private static final int NOP = 0x96;

  private final Cursor code;

  Expression(Cursor code) {
    this.code = code;
  }

  /// The value in a frame.
  long value(Registers registers, StackWords stack) throws CfiException {
    return new Evaluation(registers, stack).of(code.copy());
  }

  /// The same with a value to begin with: the CFA.
  long value(long first, Registers registers, StackWords stack) throws CfiException {
    var evaluation = new Evaluation(registers, stack);
    evaluation.push(first);
    return evaluation.of(code.copy());
  }

  private static final class Evaluation {
    private final Registers registers;
    private final StackWords stack;
    private final long[] values = new long[MOST];
    private int count;

    Evaluation(Registers registers, StackWords stack) {
      this.registers = registers;
      this.stack = stack;
    }

    long of(Cursor in) throws CfiException {
      while (in.hasMore()) {
        operation(in.u8(), in);
      }
      return pop();
    }

    private void operation(int code, Cursor in) throws CfiException {
      if (code >= LIT0 && code <= LIT31) {
        push(code - LIT0);
      } else if (code >= BREG0 && code <= BREG31) {
        push(registers.get(code - BREG0) + in.signed());
      } else {
        switch (code) {
          case NOP -> {}
          case DEREF -> push(stack.at(pop()));
          case DUP -> push(peek());
          case DROP -> pop();
          case NEG -> push(-pop());
          case PLUS_UCONST -> push(pop() + in.unsigned());
          case CONST1U, CONST1S, CONST2U, CONST2S, CONST4U, CONST4S -> push(constant(code, in));
          case CONST8U, CONST8S -> push(in.s64());
          case CONSTU -> push(in.unsigned());
          case CONSTS -> push(in.signed());
          default -> ofTwo(code);
        }
      }
    }

    private static long constant(int code, Cursor in) throws CfiException {
      return switch (code) {
        case CONST1U -> in.u8();
        case CONST1S -> in.s8();
        case CONST2U -> in.u16();
        case CONST2S -> in.s16();
        case CONST4U -> in.u32();
        default -> in.s32();
      };
    }

    private void ofTwo(int code) throws CfiException {
      long top = pop();
      long below = pop();
      switch (code) {
        case SWAP -> {
          push(top);
          push(below);
        }
        case AND -> push(below & top);
        case OR -> push(below | top);
        case PLUS -> push(below + top);
        case MINUS -> push(below - top);
        case MUL -> push(below * top);
        case SHL -> push(below << top);
        case SHR -> push(below >>> top);
        case EQ -> push(below == top);
        case NE -> push(below != top);
        case GE -> push(below >= top);
        case GT -> push(below > top);
        case LE -> push(below <= top);
        case LT -> push(below < top);
        default -> throw new CfiException("operation 0x" + Integer.toHexString(code));
      }
    }

    private void push(boolean value) throws CfiException {
      push(value ? 1 : 0);
    }

    void push(long value) throws CfiException {
      if (count == MOST) {
        throw new CfiException("an expression with more than " + MOST + " values");
      }
      values[count++] = value;
    }

    private long pop() throws CfiException {
      long value = peek();
      count--;
      return value;
    }

    private long peek() throws CfiException {
      if (count == 0) {
        throw new CfiException("an expression without a value");
      }
      return values[count - 1];
    }
  }
}
