package dev.jebpf.chunk;

import java.io.IOException;

/// Reads checkpoints, as `ChunkParser.fillConstantPools` of the JDK does, for what is to be
/// replaced in them:
///
/// ```text
/// checkpoint: size, type 1, start, duration, delta to the one before (0: none), kind (a byte),
///             number of pools, pools
/// pool:       type of its constants, number of them, constants
/// constant:   key, values of the type's fields
/// ```
final class CheckpointReader {
  /// How checkpoints have moved to one another.
  @FunctionalInterface
  interface Deltas {
    /// What it becomes.
    ///
    /// @param before not 0
    /// @throws MalformedChunkException when there is no checkpoint so far back
    long after(long before) throws MalformedChunkException;
  }

  private final ChunkInput input;
  private final ChunkTypes types;
  private final long threadType;
  private final ThreadConstants threads;
  private final ChunkBuffer delta = new ChunkBuffer(16);

  /// @throws MalformedChunkException when the metadata does not tell how threads are read
  CheckpointReader(ChunkInput input, ChunkTypes types, ChunkTypes.Type thread)
      throws MalformedChunkException {
    this.input = input;
    this.types = types;
    threadType = thread.id();
    threads = new ThreadConstants(types, thread);
  }

  /// Reads a checkpoint from behind its type to the input's limit.
  ///
  /// @throws MalformedChunkException when it is not understood
  void read(Deltas deltas, ChunkEdits edits) throws IOException {
    input.number(); // start
    input.number(); // duration
    delta(deltas, edits);
    input.skip(1); // kind
    for (int left = input.count(); left > 0; left--) {
      pool(edits);
    }
    if (input.remaining() != 0) {
      throw new MalformedChunkException(
          "a checkpoint has %d bytes that no constant has".formatted(input.remaining()));
    }
  }

  private void delta(Deltas deltas, ChunkEdits edits) throws IOException {
    long from = input.position();
    long before = input.number();
    long after = before == 0 ? 0 : deltas.after(before);
    if (before != after) {
      delta.clear();
      delta.number(after);
      edits.replace(from, input.position(), delta);
    }
  }

  private void pool(ChunkEdits edits) throws IOException {
    long type = input.number();
    ValueShape shape = types.shape(type);
    for (int left = input.count(); left > 0; left--) {
      input.number(); // key
      if (type == threadType) {
        threads.read(input, edits);
      } else {
        shape.skip(input);
      }
    }
  }
}
