package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Copies a chunk to where a file is positioned, some of its bytes replaced. Memory is that of two
/// windows, however large the chunk is.
final class EditedCopy implements ChunkEdits {
  private static final int BUFFER = 64 * 1024;

  private final RecordingChunk chunk;
  private final FileChannel from;
  private final FileChannel to;
  private final ChunkInput input;
  private final ChunkBuffer pending = new ChunkBuffer(2 * BUFFER);
  private long copied;

  EditedCopy(RecordingChunk chunk, FileChannel from, FileChannel to) {
    this.chunk = chunk;
    this.from = from;
    this.to = to;
    input = new ChunkInput(from, chunk.offset(), chunk.header().size());
  }

  @Override
  public void replace(long start, long end, ChunkBuffer with) throws IOException {
    copyTo(start);
    pending.append(with);
    copied = end;
  }

  /// Copies all that is left.
  void finish() throws IOException {
    copyTo(chunk.header().size());
    flush();
  }

  private void copyTo(long position) throws IOException {
    if (position - copied > BUFFER) {
      flush();
      transfer(position);
    } else {
      input.position(copied);
      input.copy(position - copied, pending);
    }
    copied = position;
    if (pending.size() >= BUFFER) {
      flush();
    }
  }

  private void transfer(long position) throws IOException {
    for (long at = copied; at < position; ) {
      long bytes = from.transferTo(chunk.offset() + at, position - at, to);
      if (bytes <= 0) {
        throw new IOException(chunk.file() + " became shorter while it was read");
      }
      at += bytes;
    }
  }

  private void flush() throws IOException {
    ByteBuffer bytes = pending.view();
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    pending.clear();
  }
}
