package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// `Elf64_Sym`.
///
/// @param name offset in the table of strings
/// @param info binding and type
/// @param section the index of the section it is in
/// @param value its address before relocation
/// @param size in bytes
public record Symbol(int name, int info, int section, long value, long size) {
  /// In bytes.
  public static final int SIZE = 24;

  private static final int STB_LOCAL = 0;
  private static final int STB_GLOBAL = 1;
  private static final int STT_OBJECT = 1;
  private static final int STT_FUNC = 2;
  private static final int STT_GNU_IFUNC = 10;

  /// The first of every table.
  public static final Symbol NULL = new Symbol(0, 0, 0, 0, 0);

  /// Whether it is code.
  public boolean isFunction() {
    return (info & 0xf) == STT_FUNC;
  }

  /// Whether it is code that chooses a function when the file is loaded, and is not the function
  /// itself: `STT_GNU_IFUNC` of the GNU gABI extensions.
  public boolean isIndirectFunction() {
    return (info & 0xf) == STT_GNU_IFUNC;
  }

  /// Whether it is in this file, rather than expected from another one.
  public boolean isDefined() {
    return section != 0 && value != 0;
  }

  static Symbol read(ByteBuffer in, int at) {
    return new Symbol(
        in.getInt(at),
        Byte.toUnsignedInt(in.get(at + 4)),
        Short.toUnsignedInt(in.getShort(at + 6)),
        in.getLong(at + 8),
        in.getLong(at + 16));
  }

  /// A function that only this file's own table of symbols names.
  public static Symbol localFunction(int name, int section, long value, long size) {
    return new Symbol(name, (STB_LOCAL << 4) | STT_FUNC, section, value, size);
  }

  /// A variable that only this file's own table of symbols names.
  public static Symbol localObject(int name, int section, long value, long size) {
    return new Symbol(name, (STB_LOCAL << 4) | STT_OBJECT, section, value, size);
  }

  /// A variable that the dynamic linker finds.
  public static Symbol globalObject(int name, int section, long value, long size) {
    return new Symbol(name, (STB_GLOBAL << 4) | STT_OBJECT, section, value, size);
  }

  /// Puts it at the buffer's position.
  public void write(ByteBuffer out) {
    out.putInt(name).put((byte) info).put((byte) 0).putShort((short) section);
    out.putLong(value).putLong(size);
  }
}
