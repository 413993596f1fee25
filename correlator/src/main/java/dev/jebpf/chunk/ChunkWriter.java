package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a chunk to a file of its own, which is a complete recording after every [#flush]: events
/// and a checkpoint with the constants they need are appended, then one write to the header makes
/// them part of the chunk. What was appended since is no part of it, should the JVM be killed.
final class ChunkWriter implements AutoCloseable {
  /// Events are kept until there are so many bytes of them.
  private static final int BUFFER = 64 * 1024;

  private static final long METADATA_EVENT = 0;
  private static final long CHECKPOINT_EVENT = 1;

  /// The kind of a checkpoint that ends a flushed segment (`ChunkParser.CheckpointType`).
  private static final int FLUSH = 1;

  private final FileChannel file;
  private final ChunkClock clock;
  private final ConstantPools constants;
  private final ChunkBuffer events = new ChunkBuffer(BUFFER + BUFFER / 4);
  private final ChunkBuffer checkpoint = new ChunkBuffer(4 * 1024);
  private long end = ChunkHeader.BYTES;
  private long lastCheckpoint;
  private long lastTicks;

  private ChunkWriter(FileChannel file, ChunkClock clock, ConstantPools constants) {
    this.file = file;
    this.clock = clock;
    this.constants = constants;
    lastTicks = clock.startTicks();
  }

  /// Begins a chunk in a new file, readable by its owner only.
  ///
  /// @param metadataId readers take two chunks with the same for ones with the same types
  static ChunkWriter create(
      Path path, ChunkSchema schema, long metadataId, ChunkClock clock, ConstantPools constants)
      throws IOException {
    constants.beginChunk();
    var owner = PosixFilePermissions.fromString("rw-------");
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(owner));
    try {
      var writer = new ChunkWriter(file, clock, constants);
      writer.begin(schema, metadataId);
      return writer;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void begin(ChunkSchema schema, long metadataId) throws IOException {
    int start = events.beginEvent(METADATA_EVENT);
    events.number(clock.startTicks());
    events.number(0);
    events.number(metadataId);
    schema.writeMetadata(events);
    events.endEvent(start);
    flush(clock.startTicks());
    writeFully(header().bytes(), 0);
  }

  /// Adds an event.
  ///
  /// @param values of the type's fields, in their order
  void write(
      ChunkEventType type,
      @Nullable EventThread thread,
      @Nullable EventStack stack,
      long startTicks,
      long durationTicks,
      List<?> values)
      throws IOException {
    int start = events.beginEvent(type.id());
    try {
      long threadKey = constants.key(thread);
      events.number(startTicks);
      events.number(durationTicks);
      events.number(threadKey);
      events.number(constants.key(stack));
      for (int i = 0; i < values.size(); i++) {
        write(type.forms().get(i), values.get(i), threadKey);
      }
      events.endEvent(start);
    } catch (RuntimeException e) {
      events.truncate(start);
      throw e;
    }
    lastTicks = Math.max(lastTicks, startTicks + durationTicks);
    if (events.size() >= BUFFER) {
      flush(lastTicks);
    }
  }

  private void write(FieldForm form, @Nullable Object value, long threadKey) {
    switch (form) {
      case NUMBER -> events.number(value == null ? 0 : ((Number) value).longValue());
      case FLAG -> events.flag(Boolean.TRUE.equals(value));
      case TEXT -> constants.text(events, (String) value);
      case THREAD -> events.number(threadKey);
    }
  }

  /// Makes all events so far part of the chunk.
  ///
  /// @param ticks the time that the chunk then reaches to
  void flush(long ticks) throws IOException {
    if (events.size() == 0) {
      return;
    }
    lastTicks = Math.max(lastTicks, ticks);
    long at = end + events.size();
    checkpoint.clear();
    int start = checkpoint.beginEvent(CHECKPOINT_EVENT);
    checkpoint.number(lastTicks);
    checkpoint.number(0);
    checkpoint.number(lastCheckpoint == 0 ? 0 : lastCheckpoint - at);
    checkpoint.number(FLUSH);
    constants.writeTo(checkpoint);
    checkpoint.endEvent(start);
    writeFully(events.view(), end);
    writeFully(checkpoint.view(), at);
    events.clear();
    lastCheckpoint = at;
    end = at + checkpoint.size();
    writeFully(header().growing(), ChunkHeader.GROWING);
  }

  private ChunkHeader header() {
    return new ChunkHeader(
        end,
        lastCheckpoint,
        ChunkHeader.BYTES,
        clock,
        clock.nanosOf(lastTicks - clock.startTicks()),
        0);
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  /// Bytes of the chunk, those not flushed yet included.
  long size() {
    return end + events.size();
  }

  /// Flushes and closes the file.
  @Override
  public void close() throws IOException {
    try (file) {
      flush(lastTicks);
    }
  }
}
