package dev.jebpf.usdt.image;

import dev.jebpf.elf.ElfFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A note of section `.note.stapsdt`: what tools know of one site.
///
/// ```
///  0 namesz 8    4 descsz    8 type 3    12 "stapsdt\0"
/// 20 pc         28 base     36 semaphore 44 provider\0 name\0 arguments\0     filled up to 4 bytes
/// ```
///
/// @param pc the site's address before relocation
/// @param base the address of section `.stapsdt.base`, by which tools see that a file was prelinked
/// @param semaphore the address of the semaphore; 0 for none
/// @param provider the name before the colon
/// @param name the probe's name
/// @param arguments `-8@%rdi 8@%rsi`: sizes, negative for signed ones, and places
public record ProbeNote(
    long pc, long base, long semaphore, String provider, String name, String arguments) {
  private static final int TYPE = 3;
  private static final byte[] OWNER = "stapsdt\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 12;
  private static final int ADDRESSES = 24;
  private static final int ALIGNMENT = 4;

  /// Its size in the section.
  public int size() {
    return HEADER + OWNER.length + align(descriptorSize());
  }

  private int descriptorSize() {
    return ADDRESSES + bytes(provider).length + bytes(name).length + bytes(arguments).length + 3;
  }

  /// Puts it at the buffer's position.
  public void write(ByteBuffer out) {
    int end = out.position() + size();
    out.putInt(OWNER.length).putInt(descriptorSize()).putInt(TYPE).put(OWNER);
    out.putLong(pc).putLong(base).putLong(semaphore);
    out.put(bytes(provider)).put((byte) 0).put(bytes(name)).put((byte) 0);
    out.put(bytes(arguments)).put((byte) 0);
    out.position(end);
  }

  /// Reads the notes of a section; those of other owners are left out.
  ///
  /// @param section its contents, from index 0 to the limit
  /// @throws ElfFormatException if one is truncated or its strings have no end
  public static List<ProbeNote> readAll(ByteBuffer section) {
    ByteBuffer in = section.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(0);
    List<ProbeNote> notes = new ArrayList<>();
    while (in.remaining() >= HEADER) {
      int ownerSize = in.getInt();
      int size = in.getInt();
      int type = in.getInt();
      ByteBuffer owner = take(in, ownerSize);
      ByteBuffer descriptor = take(in, size);
      if (type == TYPE && owner.equals(ByteBuffer.wrap(OWNER))) {
        notes.add(read(descriptor));
      }
    }
    return notes;
  }

  private static ProbeNote read(ByteBuffer in) {
    if (in.remaining() < ADDRESSES) {
      throw new ElfFormatException("stapsdt note of " + in.remaining() + " bytes");
    }
    return new ProbeNote(
        in.getLong(), in.getLong(), in.getLong(), string(in), string(in), string(in));
  }

  private static ByteBuffer take(ByteBuffer in, int size) {
    if (size < 0 || size > in.remaining()) {
      throw new ElfFormatException(
          "note part of %d bytes at %d of %d".formatted(size, in.position(), in.limit()));
    }
    ByteBuffer part = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    in.position((int) Math.min(in.limit(), in.position() + (long) align(size)));
    return part;
  }

  private static String string(ByteBuffer in) {
    int start = in.position();
    while (in.hasRemaining()) {
      if (in.get() == 0) {
        byte[] bytes = new byte[in.position() - 1 - start];
        in.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    throw new ElfFormatException("string without an end in a stapsdt note");
  }

  private static int align(int size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
