package dev.jebpf.insn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;

/// Turns instructions into the kernel's 8-byte slots (`struct bpf_insn`):
///
/// ```
/// +0 opcode  +1 source:4 destination:4  +2 s16 offset  +4 s32 immediate
/// ```
///
/// Numbers are in host order; the nibbles are those of a little-endian machine.
public final class Encoder {
  static final int SLOT = 8;

  static final int CLASS_LD = 0x00;
  static final int CLASS_LDX = 0x01;
  static final int CLASS_ST = 0x02;
  static final int CLASS_STX = 0x03;
  static final int CLASS_ALU = 0x04;
  static final int CLASS_JMP = 0x05;
  static final int CLASS_JMP32 = 0x06;
  static final int CLASS_ALU64 = 0x07;

  static final int SOURCE_REGISTER = 0x08;
  static final int MODE_MEM = 0x60;
  static final int MODE_MEMSX = 0x80;
  static final int MODE_ATOMIC = 0xc0;
  static final int OP_NEG = 0x80;
  static final int OP_END = 0xd0;
  static final int OP_JA = 0x00;
  static final int OP_CALL = 0x80;
  static final int OP_EXIT = 0x90;
  static final int OP_JCOND = 0xe0;

  /// `BPF_PSEUDO_*` in the source nibble.
  static final int PSEUDO_MAP_FD = 1;

  static final int PSEUDO_MAP_VALUE = 2;
  static final int PSEUDO_BTF_ID = 3;
  static final int PSEUDO_KFUNC_CALL = 2;

  /// An encoded program.
  ///
  /// @param code 8 bytes per slot
  /// @param slots the slot of each instruction of the list that was encoded
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Encoded(byte[] code, int[] slots) {}

  private final IdentityHashMap<Label, Integer> places = new IdentityHashMap<>();
  private final ByteBuffer code;
  private int next;

  private Encoder(int slots) {
    code = ByteBuffer.allocate(slots * SLOT).order(ByteOrder.nativeOrder());
  }

  /// Encodes a program.
  ///
  /// @throws IllegalArgumentException when a label is missing or an offset or distance does not fit
  public static Encoded encode(List<Instruction> instructions) {
    int[] slots = new int[instructions.size()];
    int size = 0;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = size;
      size += instructions.get(i).slots();
    }
    Encoder encoder = new Encoder(size);
    for (int i = 0; i < slots.length; i++) {
      if (instructions.get(i) instanceof Label label
          && encoder.places.put(label, slots[i]) != null) {
        throw new IllegalArgumentException("a label stands at two places, slot=" + slots[i]);
      }
    }
    for (int i = 0; i < slots.length; i++) {
      encoder.next = slots[i] + 1;
      encoder.add(instructions.get(i));
    }
    return new Encoded(encoder.code.array(), slots);
  }

  private void add(Instruction instruction) {
    switch (instruction) {
      case Label _ -> {}
      case Alu i -> alu(i);
      case Negate i -> slot(aluClass(i.width()) | OP_NEG, i.destination(), 0, 0, 0);
      case SignExtend i ->
          slot(
              aluClass(i.width()) | AluOp.MOV.code() | SOURCE_REGISTER,
              i.destination(),
              i.source().number(),
              i.bits(),
              0);
      case ByteSwap i ->
          slot(CLASS_ALU | OP_END | SOURCE_REGISTER, i.destination(), 0, 0, i.bits());
      case Load i ->
          slot(
              CLASS_LDX | (i.signed() ? MODE_MEMSX : MODE_MEM) | i.size().code(),
              i.destination(),
              i.base().number(),
              i.offset(),
              0);
      case Store i -> store(i);
      case Atomic i ->
          slot(
              CLASS_STX | MODE_ATOMIC | i.size().code(),
              i.base(),
              i.source().number(),
              i.offset(),
              i.op().code());
      case LoadWide i -> wide(i);
      case Jump i -> slot(CLASS_JMP | OP_JA, Register.R0, 0, distance(i.target()), 0);
      case JumpLong i -> slot(CLASS_JMP32 | OP_JA, Register.R0, 0, 0, distance(i.target()));
      case MayGoto i -> slot(CLASS_JMP | OP_JCOND, Register.R0, 0, distance(i.target()), 0);
      case Branch i -> branch(i);
      case CallHelper i -> slot(CLASS_JMP | OP_CALL, Register.R0, 0, 0, i.number());
      case CallKfunc i -> slot(CLASS_JMP | OP_CALL, Register.R0, PSEUDO_KFUNC_CALL, 0, i.btfId());
      case Exit _ -> slot(CLASS_JMP | OP_EXIT, Register.R0, 0, 0, 0);
    }
  }

  private void alu(Alu i) {
    int opcode = aluClass(i.width()) | i.op().code();
    operand(opcode, i.destination(), i.source(), i.op().offset());
  }

  private void store(Store i) {
    switch (i.source()) {
      case Register source ->
          slot(CLASS_STX | MODE_MEM | i.size().code(), i.base(), source.number(), i.offset(), 0);
      case Immediate immediate ->
          slot(CLASS_ST | MODE_MEM | i.size().code(), i.base(), 0, i.offset(), immediate.value());
    }
  }

  private void branch(Branch i) {
    int opcode = (i.width() == Width.W32 ? CLASS_JMP32 : CLASS_JMP) | i.condition().code();
    operand(opcode, i.left(), i.right(), distance(i.target()));
  }

  private void operand(int opcode, Register destination, Source source, int offset) {
    switch (source) {
      case Register register ->
          slot(opcode | SOURCE_REGISTER, destination, register.number(), offset, 0);
      case Immediate immediate -> slot(opcode, destination, 0, offset, immediate.value());
    }
  }

  private void wide(LoadWide i) {
    int opcode = CLASS_LD | Size.DOUBLE.code();
    switch (i.constant()) {
      case WideConstant.Value(long value) -> {
        slot(opcode, i.destination(), 0, 0, (int) value);
        slot(0, Register.R0, 0, 0, (int) (value >>> 32));
      }
      case WideConstant.MapDescriptor(int fd) -> {
        slot(opcode, i.destination(), PSEUDO_MAP_FD, 0, fd);
        slot(0, Register.R0, 0, 0, 0);
      }
      case WideConstant.MapValue(int fd, int offset) -> {
        slot(opcode, i.destination(), PSEUDO_MAP_VALUE, 0, fd);
        slot(0, Register.R0, 0, 0, offset);
      }
      case WideConstant.KernelVariable(int btfId) -> {
        slot(opcode, i.destination(), PSEUDO_BTF_ID, 0, btfId);
        slot(0, Register.R0, 0, 0, 0);
      }
    }
  }

  private static int aluClass(Width width) {
    return width == Width.W32 ? CLASS_ALU : CLASS_ALU64;
  }

  private int distance(Label target) {
    Integer place = places.get(target);
    if (place == null) {
      throw new IllegalArgumentException(
          "no place for the target of the jump at slot=" + (next - 1));
    }
    return place - next;
  }

  private void slot(int opcode, Register destination, int source, int offset, int immediate) {
    if (offset != (short) offset) {
      throw new IllegalArgumentException(
          "offset=" + offset + " does not fit 16 bits at slot=" + (next - 1));
    }
    code.put((byte) opcode)
        .put((byte) (source << 4 | destination.number()))
        .putShort((short) offset)
        .putInt(immediate);
  }
}
