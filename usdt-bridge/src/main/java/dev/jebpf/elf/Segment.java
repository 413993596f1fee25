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
  /// The smallest there are.
  private static final long PAGE = 4096;

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

  /// Whether it is loaded with what is at an offset. Whole pages are: LLVM's linker lets a segment
  /// begin in the middle of one, of which the first bytes are those of the segment before.
  boolean hasOffset(long wanted) {
    long before = offset & PAGE - 1;
    return Long.compareUnsigned(wanted - (offset - before), fileSize + before) < 0;
  }

  long addressOf(long wanted) {
    return wanted - offset + address;
  }
}
