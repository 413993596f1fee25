package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// A part of a file as it is loaded: an `Elf64_Phdr` that was read.
///
/// @param type `PT_...`
/// @param flags of [ProgramHeader#READ], [ProgramHeader#WRITE], [ProgramHeader#EXECUTE]
/// @param offset in the file
/// @param address before relocation
/// @param fileSize bytes of it that the file has
public record Segment(int type, int flags, long offset, long address, long fileSize) {
  static Segment read(ByteBuffer in) {
    int type = in.getInt();
    int flags = in.getInt();
    long offset = in.getLong();
    long address = in.getLong();
    in.getLong(); // physical address
    long fileSize = in.getLong();
    in.getLong(); // size in memory
    in.getLong(); // alignment
    return new Segment(type, flags, offset, address, fileSize);
  }

  boolean isLoaded(int wanted) {
    return type == ProgramHeader.LOAD && (flags & wanted) == wanted;
  }

  boolean contains(long wanted) {
    return Long.compareUnsigned(wanted - address, fileSize) < 0;
  }

  long offsetOf(long wanted) {
    return wanted - address + offset;
  }

  boolean hasOffset(long wanted) {
    return Long.compareUnsigned(wanted - offset, fileSize) < 0;
  }

  long addressOf(long wanted) {
    return wanted - offset + address;
  }
}
