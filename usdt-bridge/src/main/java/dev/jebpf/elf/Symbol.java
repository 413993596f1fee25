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

  /// The first of every table.
  public static final Symbol NULL = new Symbol(0, 0, 0, 0, 0);

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
