package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// Copies a chunk of the JVM so that JMC has a lane for each virtual thread, and it is the one of
/// the thread's events that are written here.
///
/// JMC takes threads with the same `osThreadId` for one (`StructTypes.JfrThread.equals` in its
/// parser, and nothing else is asked), and the JVM's constants of all virtual threads have 0 there.
/// Those get the identity that [EventThread] gives. They grow by that, and so do the checkpoints
/// that hold them: their sizes, the deltas from one to the other and the header's offsets follow.
/// No other byte changes, and in a copy of the copy none at all.
final class LaneCopy {
  private static final long CHECKPOINT_EVENT = 1;

  /// What edits come to.
  private static final class Growth implements ChunkEdits {
    private long bytes;
    private boolean any;

    @Override
    public void replace(long from, long to, ChunkBuffer with) {
      bytes += with.size() - (to - from);
      any = true;
    }
  }

  private final ChunkHeader header;
  private final ChunkInput input;
  private final EditedCopy output;
  private final @Nullable CheckpointReader checkpoints;
  private final ChunkBuffer sizes = new ChunkBuffer(16);
  private long lastCheckpoint;
  private long lastCheckpointMoved;

  /// By how many bytes what comes next has moved.
  private long moved;

  private LaneCopy(RecordingChunk chunk, FileChannel from, FileChannel to) throws IOException {
    header = chunk.header();
    input = new ChunkInput(from, chunk.offset(), header.size());
    output = new EditedCopy(chunk, from, to);
    input.position(header.metadata());
    ChunkTypes types = ChunkTypes.read(input);
    ChunkTypes.Type thread = types.named(StandardTypes.THREAD);
    checkpoints =
        thread != null && ThreadConstants.canBeVirtual(types, thread)
            ? new CheckpointReader(input, types, thread)
            : null;
  }

  /// Copies all of a chunk but its header's new sizes and offsets.
  ///
  /// @return the header that the copy is to have
  /// @throws MalformedChunkException when its constants are not understood; the file then has a
  /// part of the copy
  static ChunkHeader copy(RecordingChunk chunk, FileChannel from, FileChannel to)
      throws IOException {
    return new LaneCopy(chunk, from, to).copy();
  }

  private ChunkHeader copy() throws IOException {
    ChunkHeader after = checkpoints == null ? header : edit(checkpoints);
    output.finish();
    return after;
  }

  private ChunkHeader edit(CheckpointReader reader) throws IOException {
    long metadata = 0;
    long checkpoint = 0;
    long at = ChunkHeader.BYTES;
    while (at < header.size()) {
      metadata = at == header.metadata() ? at + moved : metadata;
      checkpoint = at == header.checkpoint() ? at + moved : checkpoint;
      input.limit(header.size());
      input.position(at);
      long size = input.number();
      long contents = input.position();
      if (input.number() == CHECKPOINT_EVENT) {
        input.limit(at + size);
        edit(reader, at, contents);
      }
      at += size;
    }
    return header.with(header.size() + moved, checkpoint, metadata);
  }

  /// @param contents where the size of the checkpoint ends
  private void edit(CheckpointReader reader, long at, long contents) throws IOException {
    long first = input.position();
    var growth = new Growth();
    reader.read(delta -> delta(at, delta), growth);
    long grown = 0;
    if (growth.any) {
      int sizeBytes = (int) (contents - at);
      putSize(input.position() - contents + growth.bytes, sizeBytes);
      grown = growth.bytes + sizes.size() - sizeBytes;
      output.replace(at, contents, sizes);
      input.position(first);
      reader.read(delta -> delta(at, delta), output);
    }
    lastCheckpoint = at;
    lastCheckpointMoved = moved;
    moved += grown;
  }

  /// The delta of the checkpoint there to the one before, which has moved less.
  private long delta(long at, long before) throws MalformedChunkException {
    if (at + before != lastCheckpoint) {
      throw new MalformedChunkException(
          "the checkpoint at its byte %d does not refer to the one before".formatted(at));
    }
    return before + lastCheckpointMoved - moved;
  }

  /// The size of an event, which counts its own bytes.
  private void putSize(long contents, int leastBytes) {
    sizes.clear();
    sizes.number(contents + leastBytes, leastBytes);
    if (sizes.size() > leastBytes) {
      putSize(contents, sizes.size());
    }
  }
}
