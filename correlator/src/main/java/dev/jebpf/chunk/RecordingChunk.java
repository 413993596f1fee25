package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A chunk in a file.
///
/// @param offset where it begins
/// @param ours whether it was written here rather than by the JVM
record RecordingChunk(Path file, long offset, ChunkHeader header, boolean ours) {
  /// More than the numbers a metadata event begins with.
  private static final int EVENT_START = 64;

  /// All chunks of a file. One that is still being written, or was when its writer was killed, is
  /// taken as far as it was flushed; nothing of it if it never was.
  ///
  /// @throws MalformedChunkException naming the file, and what is wrong where
  static List<RecordingChunk> of(Path path, FileChannel file) throws IOException {
    List<RecordingChunk> chunks = new ArrayList<>();
    long length = file.size();
    if (length == 0) {
      throw new MalformedChunkException(path + " is empty");
    }
    long offset = 0;
    while (offset < length) {
      try {
        ChunkHeader header = ChunkHeader.read(read(file, offset, ChunkHeader.BYTES));
        if (header.state() != 0 && header.metadata() == 0) {
          return chunks;
        }
        require(header, length - offset);
        EventChain.require(file, offset, header);
        chunks.add(new RecordingChunk(path, offset, header, ours(file, offset, header)));
        if (header.state() != 0) {
          return chunks;
        }
        offset += header.size();
      } catch (MalformedChunkException e) {
        throw new MalformedChunkException(
            path + " is damaged at byte " + offset + ": " + e.getMessage());
      }
    }
    return chunks;
  }

  private static void require(ChunkHeader header, long available) throws MalformedChunkException {
    if (header.size() < ChunkHeader.BYTES) {
      throw new MalformedChunkException("the chunk there says it has " + header.size() + " bytes");
    }
    if (header.size() > available) {
      throw new MalformedChunkException(
          "the chunk there has " + header.size() + " bytes, and only " + available + " are left");
    }
    requireInside("metadata", header.metadata(), header);
    requireInside("last checkpoint", header.checkpoint(), header);
  }

  private static void requireInside(String what, long offset, ChunkHeader header)
      throws MalformedChunkException {
    if (offset < ChunkHeader.BYTES || offset >= header.size()) {
      throw new MalformedChunkException(
          "the " + what + " of the chunk there begins at " + offset + " of " + header.size());
    }
  }

  private static boolean ours(FileChannel file, long offset, ChunkHeader header)
      throws IOException {
    return MetadataId.ours(MetadataId.read(read(file, offset + header.metadata(), EVENT_START)));
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
      // until full or at the end
    }
    return bytes.flip();
  }

  /// When it begins, by the clock it was written with.
  ChunkClock clock() {
    return header.clock();
  }
}
