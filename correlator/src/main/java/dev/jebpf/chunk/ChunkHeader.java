package dev.jebpf.chunk;

import java.nio.ByteBuffer;

/// What a chunk begins with (`jdk.jfr.internal.consumer.ChunkHeader`, HotSpot's `jfrChunk.cpp`),
/// big endian:
///
/// ```text
///  0 magic "FLR\0"   4 major   6 minor
///  8 chunk size     16 offset of the last checkpoint   24 offset of the metadata
/// 32 start, nanoseconds since 1970    40 duration, nanoseconds 48 start, ticks
/// 56 ticks per second 64 state: 0 complete, 255 being updated, else how often flushed    67 flags:
/// 1 compressed integers
/// ```
///
/// @param size bytes of the chunk, this header included, as far as they are valid
/// @param checkpoint offset of the last checkpoint in the chunk
/// @param metadata offset of the metadata in the chunk
/// @param clock when it began
/// @param durationNanos how long it covers
/// @param state 0 for a complete chunk
record ChunkHeader(
    long size, long checkpoint, long metadata, ChunkClock clock, long durationNanos, int state) {
  static final int BYTES = 68;

  /// The part that changes while a chunk grows: from the size to the start in ticks.
  static final int GROWING = 8;

  static final int GROWING_BYTES = 40;

  static final int STATE = 64;

  private static final int MAGIC = 0x464c5200;
  private static final short MAJOR = 2;
  private static final short MINOR = 1;
  private static final int COMPRESSED_INTEGERS = 1;

  /// The same chunk by another clock.
  ChunkHeader with(ChunkClock other) {
    return new ChunkHeader(size, checkpoint, metadata, other, durationNanos, state);
  }

  /// A chunk of the same time whose bytes have moved.
  ChunkHeader with(long newSize, long newCheckpoint, long newMetadata) {
    return new ChunkHeader(newSize, newCheckpoint, newMetadata, clock, durationNanos, state);
  }

  /// Whether it has more of the same chunk. The size alone does not tell: a copy is larger.
  boolean reachesFurther(ChunkHeader other) {
    return durationNanos != other.durationNanos
        ? durationNanos > other.durationNanos
        : size > other.size;
  }

  /// All of the header, as one of a complete chunk.
  ByteBuffer bytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .putShort(MAJOR)
        .putShort(MINOR)
        .put(growing())
        .putLong(clock.startTicks())
        .putLong(clock.ticksPerSecond())
        .putInt(COMPRESSED_INTEGERS)
        .flip();
  }

  /// The part of it that changes while a chunk grows.
  ByteBuffer growing() {
    return ByteBuffer.allocate(GROWING_BYTES)
        .putLong(size)
        .putLong(checkpoint)
        .putLong(metadata)
        .putLong(clock.startNanos())
        .putLong(durationNanos)
        .flip();
  }

  /// Reads a header.
  ///
  /// @throws MalformedChunkException when it is none
  static ChunkHeader read(ByteBuffer bytes) throws MalformedChunkException {
    if (bytes.remaining() < BYTES) {
      throw new MalformedChunkException(
          "a chunk's header has " + BYTES + " bytes, and there are " + bytes.remaining());
    }
    if (bytes.getInt() != MAGIC) {
      throw new MalformedChunkException("it does not begin with the bytes of a JFR recording, FLR");
    }
    short major = bytes.getShort();
    short minor = bytes.getShort();
    if (major != MAJOR) {
      throw new MalformedChunkException("its version is " + major + "." + minor + ", not 2.x");
    }
    long size = bytes.getLong();
    long checkpoint = bytes.getLong();
    long metadata = bytes.getLong();
    long startNanos = bytes.getLong();
    long duration = bytes.getLong();
    long startTicks = bytes.getLong();
    long ticksPerSecond = bytes.getLong();
    if (ticksPerSecond <= 0) {
      throw new MalformedChunkException("its clock has " + ticksPerSecond + " ticks per second");
    }
    int state = bytes.getInt() >>> 24;
    var clock = new ChunkClock(startNanos, startTicks, ticksPerSecond);
    return new ChunkHeader(size, checkpoint, metadata, clock, duration, state);
  }
}
