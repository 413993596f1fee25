package dev.jebpf.chunk;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/// The number by which readers know the metadata of a chunk. Ours begin with a mark, which tells
/// the chunks written here from the JVM's.
final class MetadataId {
  /// `jebpf`.
  private static final long MARK = 0x6a65627066L;

  private static final int FREE_BITS = 20;

  private MetadataId() {}

  /// A number that no other chunk has, but those that are given the same.
  static long create() {
    return (MARK << FREE_BITS) | ThreadLocalRandom.current().nextInt(1 << FREE_BITS);
  }

  static boolean ours(long id) {
    return id >>> FREE_BITS == MARK;
  }

  /// Reads it from a metadata event, which begins with size, type, start and duration.
  ///
  /// @throws MalformedChunkException when it is none
  static long read(ByteBuffer event) throws MalformedChunkException {
    number(event);
    long type = number(event);
    if (type != 0) {
      throw new MalformedChunkException("where its metadata should be is an event of type " + type);
    }
    number(event);
    number(event);
    return number(event);
  }

  /// A number as [ChunkBuffer#number] writes it.
  static long number(ByteBuffer bytes) throws MalformedChunkException {
    long value = 0;
    for (int i = 0; i < 9 && bytes.hasRemaining(); i++) {
      long next = bytes.get() & 0xff;
      value |= (i < 8 ? next & 0x7f : next) << (7 * i);
      if (i == 8 || next < 0x80) {
        return value;
      }
    }
    throw new MalformedChunkException("it is cut off in the midst of a number");
  }
}
