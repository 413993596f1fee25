package dev.jebpf.insn;

import static dev.jebpf.insn.Encoder.CLASS_ALU;
import static dev.jebpf.insn.Encoder.CLASS_ALU64;
import static dev.jebpf.insn.Encoder.CLASS_JMP;
import static dev.jebpf.insn.Encoder.CLASS_JMP32;
import static dev.jebpf.insn.Encoder.CLASS_LDX;
import static dev.jebpf.insn.Encoder.CLASS_ST;
import static dev.jebpf.insn.Encoder.CLASS_STX;
import static dev.jebpf.insn.Encoder.MODE_ATOMIC;
import static dev.jebpf.insn.Encoder.MODE_MEMSX;
import static dev.jebpf.insn.Encoder.OP_CALL;
import static dev.jebpf.insn.Encoder.OP_END;
import static dev.jebpf.insn.Encoder.OP_EXIT;
import static dev.jebpf.insn.Encoder.OP_JA;
import static dev.jebpf.insn.Encoder.OP_JCOND;
import static dev.jebpf.insn.Encoder.OP_NEG;
import static dev.jebpf.insn.Encoder.PSEUDO_BTF_ID;
import static dev.jebpf.insn.Encoder.PSEUDO_KFUNC_CALL;
import static dev.jebpf.insn.Encoder.PSEUDO_MAP_FD;
import static dev.jebpf.insn.Encoder.PSEUDO_MAP_VALUE;
import static dev.jebpf.insn.Encoder.SLOT;
import static dev.jebpf.insn.Encoder.SOURCE_REGISTER;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Writes encoded programs in the notation of the kernel's verifier log (`kernel/bpf/disasm.c`), so
/// that a listing and a log can be laid side by side.
public final class Disassembler {
  private final ByteBuffer code;
  private int slot;
  private int opcode;
  private int destination;
  private int source;
  private int offset;
  private int immediate;

  private Disassembler(byte[] code) {
    if (code.length % SLOT != 0) {
      throw new IllegalArgumentException("code length=" + code.length + " is not whole slots");
    }
    this.code = ByteBuffer.wrap(code).order(ByteOrder.nativeOrder());
  }

  /// One line per instruction, `SLOT: (OPCODE) TEXT`.
  public static String listing(byte[] code) {
    return String.join("\n", lines(code));
  }

  /// The lines of the listing.
  ///
  /// @throws IllegalArgumentException when the code is not whole slots
  public static List<String> lines(byte[] code) {
    Disassembler disassembler = new Disassembler(code);
    List<String> lines = new ArrayList<>();
    int count = code.length / SLOT;
    while (disassembler.slot < count) {
      int at = disassembler.slot;
      lines.add("%d: ".formatted(at) + disassembler.next());
    }
    return List.copyOf(lines);
  }

  private String next() {
    fetch();
    return "(%02x) ".formatted(opcode) + text();
  }

  private void fetch() {
    int at = slot * SLOT;
    opcode = code.get(at) & 0xff;
    destination = code.get(at + 1) & 0x0f;
    source = (code.get(at + 1) >> 4) & 0x0f;
    offset = code.getShort(at + 2);
    immediate = code.getInt(at + 4);
    slot++;
  }

  private String text() {
    return switch (opcode & 7) {
      case CLASS_ALU, CLASS_ALU64 -> alu();
      case CLASS_JMP, CLASS_JMP32 -> jump();
      case CLASS_LDX -> load();
      case CLASS_ST, CLASS_STX -> store();
      default -> wide();
    };
  }

  private char prefix() {
    int kind = opcode & 7;
    return kind == CLASS_ALU || kind == CLASS_JMP32 ? 'w' : 'r';
  }

  private String alu() {
    char prefix = prefix();
    int op = opcode & 0xf0;
    if (op == OP_END) {
      boolean swap = (opcode & 7) == CLASS_ALU64;
      String name = swap ? "bswap" : (opcode & SOURCE_REGISTER) != 0 ? "be" : "le";
      return "r%d = %s%d r%d".formatted(destination, name, immediate, destination);
    }
    if (op == OP_NEG) {
      return "%c%d = -%c%d".formatted(prefix, destination, prefix, destination);
    }
    if (op == AluOp.MOV.code() && offset != 0 && (opcode & SOURCE_REGISTER) != 0) {
      return "%c%d = (s%d)%c%d".formatted(prefix, destination, offset, prefix, source);
    }
    return "%c%d %s %s".formatted(prefix, destination, aluNotation(op), operand(prefix));
  }

  private String aluNotation(int code) {
    for (AluOp op : AluOp.values()) {
      if (op.code() == code && op.offset() == offset) {
        return op.notation();
      }
    }
    return "?%02x?".formatted(code);
  }

  private String operand(char prefix) {
    return (opcode & SOURCE_REGISTER) != 0 ? prefix + "" + source : Integer.toString(immediate);
  }

  private String jump() {
    char prefix = prefix();
    int op = opcode & 0xf0;
    if (op == OP_CALL) {
      return source == PSEUDO_KFUNC_CALL
          ? "call kernel-function#" + immediate
          : "call " + HelperNames.of(immediate) + "#" + immediate;
    }
    if (op == OP_EXIT) {
      return "exit";
    }
    if (op == OP_JA) {
      return prefix == 'w' ? "gotol pc%+d".formatted(immediate) : "goto pc%+d".formatted(offset);
    }
    if (op == OP_JCOND) {
      return "may_goto pc%+d".formatted(offset);
    }
    String right =
        (opcode & SOURCE_REGISTER) != 0 ? prefix + "" + source : "0x%x".formatted(immediate);
    return "if %c%d %s %s goto pc%+d"
        .formatted(prefix, destination, conditionNotation(op), right, offset);
  }

  private static String conditionNotation(int code) {
    for (Condition condition : Condition.values()) {
      if (condition.code() == code) {
        return condition.notation();
      }
    }
    return "?%02x?".formatted(code);
  }

  private String load() {
    char sign = (opcode & 0xe0) == MODE_MEMSX ? 's' : 'u';
    return "r%d = %s".formatted(destination, memory(sign, source));
  }

  private String store() {
    if ((opcode & 0xe0) == MODE_ATOMIC) {
      return atomic();
    }
    String value = (opcode & 7) == CLASS_STX ? "r" + source : Integer.toString(immediate);
    return memory('u', destination) + " = " + value;
  }

  private String memory(char sign, int base) {
    return "*" + address(sign, base);
  }

  private String address(char sign, int base) {
    return "(%c%d *)(r%d %+d)".formatted(sign, Size.ofCode(opcode).bytes() * 8, base, offset);
  }

  private String atomic() {
    for (AtomicOp op : AtomicOp.values()) {
      if (op.code() == immediate) {
        return atomic(op);
      }
    }
    return "?atomic %02x?".formatted(immediate);
  }

  private String atomic(AtomicOp op) {
    if (!op.fetches()) {
      return "lock %s %s r%d".formatted(memory('u', destination), op.assignment(), source);
    }
    boolean exchange = op == AtomicOp.COMPARE_EXCHANGE;
    return "r%d = atomic%s_%s(%s, %sr%d)"
        .formatted(
            exchange ? 0 : source,
            Size.ofCode(opcode) == Size.DOUBLE ? "64" : "",
            op.function(),
            address('u', destination),
            exchange ? "r0, " : "",
            source);
  }

  private String wide() {
    if (opcode != Size.DOUBLE.code() || slot >= code.capacity() / SLOT) {
      return "BUG_ld_%02x".formatted(opcode);
    }
    int low = immediate;
    int register = destination;
    int pseudo = source;
    fetch();
    int high = immediate;
    opcode = Size.DOUBLE.code();
    return switch (pseudo) {
      case PSEUDO_MAP_FD -> "r%d = map[fd:%d]".formatted(register, low);
      case PSEUDO_MAP_VALUE -> "r%d = map[fd:%d][0]+%d".formatted(register, low, high);
      case PSEUDO_BTF_ID -> "r%d = ksym[btf:%d]".formatted(register, low);
      default -> "r%d = 0x%x".formatted(register, (low & 0xffff_ffffL) | (long) high << 32);
    };
  }
}
