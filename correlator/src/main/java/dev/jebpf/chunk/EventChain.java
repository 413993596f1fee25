package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// Follows the events of a chunk by their sizes: they must end where the chunk does, and begin
/// where its metadata and its last checkpoint do. Readers stop at the first that doesn't fit.
final class EventChain {
  private EventChain() {}

  /// @throws MalformedChunkException when the events do not fit
  static void require(FileChannel file, long offset, ChunkHeader header) throws IOException {
    var input = new ChunkInput(file, offset, header.size());
    boolean metadata = false;
    boolean checkpoint = false;
    long at = ChunkHeader.BYTES;
    while (at < header.size()) {
      metadata |= at == header.metadata();
      checkpoint |= at == header.checkpoint();
      input.position(at);
      long size = input.number();
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
}
