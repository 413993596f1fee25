package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Follows the events of a chunk by their sizes: they must end where the chunk does, and begin
/// where its metadata and its last checkpoint do. Readers stop at the first that doesn't fit.
final class EventChain {
  private static final int WINDOW = 64 * 1024;

  /// Bytes of a size, at most.
  private static final int SIZE_BYTES = 9;

  private final FileChannel file;
  private final long end;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  private EventChain(FileChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /// @throws MalformedChunkException when the events do not fit
  static void require(FileChannel file, long offset, ChunkHeader header) throws IOException {
    var chain = new EventChain(file, offset + header.size());
    boolean metadata = false;
    boolean checkpoint = false;
    long at = ChunkHeader.BYTES;
    while (at < header.size()) {
      metadata |= at == header.metadata();
      checkpoint |= at == header.checkpoint();
      long size = chain.sizeAt(offset + at);
      if (size <= 0 || size > header.size() - at) {
        throw new MalformedChunkException(
            "the chunk there has an event of " + size + " bytes at its byte " + at);
      }
      at += size;
    }
    if (!metadata || !checkpoint) {
      throw new MalformedChunkException(
          "no event of the chunk there begins where its metadata or last checkpoint should");
    }
  }

  private long sizeAt(long position) throws IOException {
    long from = position - windowStart;
    if (from + SIZE_BYTES > window.limit()) {
      fill(position);
      from = 0;
    }
    return MetadataId.number(window.position((int) from));
  }

  private void fill(long position) throws IOException {
    window.clear().limit((int) Math.min(WINDOW, end - position));
    windowStart = position;
    while (window.hasRemaining() && file.read(window, position + window.position()) >= 0) {
      // until full or at the end
    }
    window.flip();
  }
}
