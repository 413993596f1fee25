package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes chunks into a directory, one file each, and deletes the oldest past the limits. Memory is
/// that of one chunk's constants. Thread-safe.
///
/// Nothing is written by the threads that the events are about: a slow disk delays the reader only,
/// a full one ends in the exception of a method here.
public final class RollingChunks implements AutoCloseable {
  /// Constants in memory at which a chunk ends: about 10 MB of them.
  private static final int MOST_CONSTANTS = 50_000;

  private record Part(Path path, long bytes, long endNanos) {}

  private final Path directory;
  private final ChunkSchema schema;
  private final Supplier<ChunkClock> now;
  private final RetentionLimits limits;
  private final ConstantPools constants;
  private final long metadataId = MetadataId.create();
  private final Deque<Part> parts = new ArrayDeque<>();
  private ChunkWriter current;
  private Path currentPath;
  private long currentEnds;
  private int number;
  private int holds;
  private boolean closed;

  private RollingChunks(
      Path directory, ChunkSchema schema, Supplier<ChunkClock> now, RetentionLimits limits)
      throws IOException {
    this.directory = directory;
    this.schema = schema;
    this.now = now;
    this.limits = limits;
    constants = new ConstantPools(schema);
    currentPath = nextPath();
    current = begin(currentPath);
  }

  /// Begins the first chunk.
  ///
  /// @param now the JVM's clock, as it stands when asked
  public static RollingChunks open(
      Path directory, ChunkSchema schema, Supplier<ChunkClock> now, RetentionLimits limits)
      throws IOException {
    return new RollingChunks(directory, schema, now, limits);
  }

  private Path nextPath() {
    return directory.resolve(String.format(Locale.ROOT, "kernel-%06d.jfr", ++number));
  }

  private ChunkWriter begin(Path path) throws IOException {
    long length = limits.chunkNanos();
    currentEnds = length == Long.MAX_VALUE ? length : System.nanoTime() + length;
    return ChunkWriter.create(path, schema, metadataId, now.get(), constants);
  }

  /// Writes an event.
  ///
  /// @param thread who caused it; null for nobody known
  /// @param stack where; null for unknown
  /// @param values of the type's own fields, in their order
  public synchronized void write(
      ChunkEventType type,
      @Nullable EventThread thread,
      @Nullable EventStack stack,
      long startTicks,
      long durationTicks,
      List<?> values)
      throws IOException {
    requireOpen();
    current.write(type, thread, stack, startTicks, durationTicks, values);
    if (current.size() >= limits.chunkBytes() || constants.size() >= MOST_CONSTANTS) {
      roll();
    }
  }

  /// Makes everything so far readable, and deletes what is too old.
  public synchronized void flush() throws IOException {
    requireOpen();
    if (currentEnds != Long.MAX_VALUE && System.nanoTime() - currentEnds >= 0) {
      roll();
    } else {
      current.flush(now.get().startTicks());
    }
    retain();
  }

  /// Ends the current chunk, which then changes no more, and begins another.
  public synchronized void roll() throws IOException {
    requireOpen();
    finish();
    currentPath = nextPath();
    current = begin(currentPath);
    retain();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the chunks in " + directory + " are complete already");
    }
  }

  private void finish() throws IOException {
    ChunkWriter last = current;
    last.close();
    parts.addLast(new Part(currentPath, last.size(), System.nanoTime()));
  }

  /// Keeps all files until [#release], for somebody who reads them.
  public synchronized void hold() {
    holds++;
  }

  /// Lets files be deleted again.
  public synchronized void release() throws IOException {
    holds--;
    retain();
  }

  private void retain() throws IOException {
    while (holds == 0 && !parts.isEmpty() && excessive(parts.getFirst())) {
      Files.deleteIfExists(parts.removeFirst().path());
    }
  }

  private boolean excessive(Part oldest) {
    long bytes = current.size();
    for (Part part : parts) {
      bytes += part.bytes();
    }
    Duration age = limits.age();
    boolean tooMany = limits.bytes() != 0 && bytes > limits.bytes();
    boolean tooOld = age != null && System.nanoTime() - oldest.endNanos() > age.toNanos();
    return tooMany || tooOld;
  }

  /// Ends the last chunk.
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      finish();
    }
  }
}
