package dev.jebpf.catalog.user;

/// How long instructions of x86-64 are: enough to walk from a function's first one to an offset and
/// know whether an instruction begins there. Intel SDM volume 2, chapter 2 (formats) and appendix A
/// (opcode maps).
final class X86Instructions {
  private static final int LONGEST = 15;

  private final byte[] code;
  private int at;
  private boolean shortOperand;
  private boolean shortAddress;
  private boolean wide;

  private X86Instructions(byte[] code, int at) {
    this.code = code;
    this.at = at;
  }

  /// Whether one of the instructions from the first byte on begins at an offset.
  static boolean beginsAt(byte[] code, int offset) {
    int at = 0;
    while (at < offset) {
      int length = length(code, at);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return at == offset;
  }

  /// The bytes of the instruction at an index; 0 for what is none, or cut off.
  static int length(byte[] code, int start) {
    var one = new X86Instructions(code, start);
    boolean known = one.instruction();
    int length = one.at - start;
    return known && length <= LONGEST && one.at <= code.length ? length : 0;
  }

  private boolean instruction() {
    int opcode = prefixes();
    return switch (opcode) {
      case 0x0f -> twoBytes(next());
      case 0xc4 -> vex(next() & 0x1f, 1);
      case 0xc5 -> vex(1, 1);
      case 0x62 -> vex(next() & 0x07, 2);
      default -> oneByte(opcode);
    };
  }

  /// Steps over them; a REX prefix is the last.
  ///
  /// @return the first byte of the opcode
  private int prefixes() {
    int opcode = next();
    while (isPrefix(opcode)) {
      shortOperand |= opcode == 0x66;
      shortAddress |= opcode == 0x67;
      opcode = next();
    }
    if ((opcode & 0xf0) == 0x40) {
      wide = (opcode & 0x08) != 0;
      opcode = next();
    }
    return opcode;
  }

  private static boolean isPrefix(int opcode) {
    return switch (opcode) {
      case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3 -> true;
      default -> false;
    };
  }

  private boolean oneByte(int opcode) {
    if (opcode < 0x40) {
      return switch (opcode & 7) {
        case 0, 1, 2, 3 -> operand(0);
        case 4 -> immediate(1);
        case 5 -> immediate(full());
        default -> false;
      };
    }
    return switch (opcode & 0xf0) {
      case 0x50 -> true;
      case 0x60 -> sixty(opcode);
      case 0x70 -> immediate(1);
      case 0x80 -> eighty(opcode);
      case 0x90 -> opcode != 0x9a;
      case 0xa0 -> hundredSixty(opcode);
      case 0xb0 -> immediate(opcode < 0xb8 ? 1 : wide ? 8 : full());
      case 0xc0 -> hundredNinetyTwo(opcode);
      case 0xd0 -> twoHundredEight(opcode);
      case 0xe0 -> twoHundredTwentyFour(opcode);
      case 0xf0 -> twoHundredForty(opcode);
      default -> false;
    };
  }

  private boolean sixty(int opcode) {
    return switch (opcode) {
      case 0x63 -> operand(0);
      case 0x68 -> immediate(full());
      case 0x69 -> operand(full());
      case 0x6a -> immediate(1);
      case 0x6b -> operand(1);
      case 0x6c, 0x6d, 0x6e, 0x6f -> true;
      default -> false;
    };
  }

  private boolean eighty(int opcode) {
    return switch (opcode) {
      case 0x80, 0x83 -> operand(1);
      case 0x81 -> operand(full());
      case 0x82 -> false;
      case 0x8f -> (peek() & 0x38) == 0 && operand(0); // otherwise AMD's XOP
      default -> operand(0);
    };
  }

  private boolean hundredSixty(int opcode) {
    return switch (opcode) {
      case 0xa0, 0xa1, 0xa2, 0xa3 -> immediate(shortAddress ? 4 : 8);
      case 0xa8 -> immediate(1);
      case 0xa9 -> immediate(full());
      default -> true;
    };
  }

  private boolean hundredNinetyTwo(int opcode) {
    return switch (opcode) {
      case 0xc0, 0xc1, 0xc6 -> operand(1);
      case 0xc7 -> operand(full());
      case 0xc2, 0xca -> immediate(2);
      case 0xc8 -> immediate(3);
      case 0xcd -> immediate(1);
      case 0xce -> false;
      default -> true;
    };
  }

  private boolean twoHundredEight(int opcode) {
    return switch (opcode) {
      case 0xd4, 0xd5, 0xd6 -> false;
      case 0xd7 -> true;
      default -> operand(0);
    };
  }

  private boolean twoHundredTwentyFour(int opcode) {
    return switch (opcode) {
      case 0xe8, 0xe9 -> immediate(4);
      case 0xea -> false;
      case 0xec, 0xed, 0xee, 0xef -> true;
      default -> immediate(1);
    };
  }

  private boolean twoHundredForty(int opcode) {
    return switch (opcode) {
      case 0xf6 -> operand((peek() & 0x30) == 0 ? 1 : 0);
      case 0xf7 -> operand((peek() & 0x30) == 0 ? full() : 0);
      case 0xfe, 0xff -> operand(0);
      default -> true;
    };
  }

  private boolean twoBytes(int opcode) {
    return switch (opcode) {
      case 0x38 -> next() >= 0 && operand(0);
      case 0x3a -> next() >= 0 && operand(1);
      case 0x04, 0x0a, 0x0c, 0x24, 0x25, 0x26, 0x27, 0x36, 0x39, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f ->
          false;
      case 0x05,
          0x06,
          0x07,
          0x08,
          0x09,
          0x0b,
          0x0e,
          0x30,
          0x31,
          0x32,
          0x33,
          0x34,
          0x35,
          0x37,
          0x77,
          0xa0,
          0xa1,
          0xa2,
          0xa8,
          0xa9,
          0xaa ->
          true;
      case 0x0f, 0x70, 0x71, 0x72, 0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4, 0xc5, 0xc6 -> operand(1);
      default -> (opcode & 0xf0) == 0x80 ? immediate(4) : (opcode & 0xf8) == 0xc8 || operand(0);
    };
  }

  /// VEX and EVEX: a map of opcodes, payload, an opcode with operands. Map 3 has an immediate
  /// always, map 1 where the two-byte opcodes have one.
  private boolean vex(int map, int payload) {
    at += payload;
    int opcode = next();
    return switch (map) {
      case 1 -> opcode == 0x77 ? payload == 1 : operand(hasImmediate(opcode) ? 1 : 0);
      case 2, 5, 6 -> operand(0);
      case 3 -> operand(1);
      default -> false;
    };
  }

  private static boolean hasImmediate(int opcode) {
    return (opcode >= 0x70 && opcode <= 0x73)
        || (opcode >= 0xc2 && opcode <= 0xc6 && opcode != 0xc3);
  }

  /// Bytes of an immediate that has up to four.
  private int full() {
    return shortOperand && !wide ? 2 : 4;
  }

  private boolean immediate(int bytes) {
    at += bytes;
    return true;
  }

  /// Steps over ModR/M, SIB, displacement and an immediate.
  private boolean operand(int immediate) {
    int modrm = next();
    int mode = modrm >> 6;
    boolean indexed = mode != 3 && (modrm & 7) == 4;
    int base = indexed ? next() & 7 : modrm & 7;
    if (mode == 1) {
      at += 1;
    } else if (mode == 2 || (mode == 0 && base == 5)) {
      at += 4;
    }
    return immediate(immediate);
  }

  private int peek() {
    return at < code.length ? Byte.toUnsignedInt(code[at]) : -1;
  }

  private int next() {
    int value = peek();
    at++;
    return value;
  }
}
