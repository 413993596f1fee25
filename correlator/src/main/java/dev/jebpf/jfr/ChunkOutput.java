package dev.jebpf.jfr;

import dev.jebpf.chunk.ChunkEventType;
import dev.jebpf.chunk.ChunkSchema;
import dev.jebpf.chunk.EventStack;
import dev.jebpf.chunk.EventThread;
import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.chunk.RollingChunks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/// Events go into chunks of their own, on the lanes of the threads that caused them. Once these
/// can't be written any more, they go to what other recordings there are. Thread-safe.
public final class ChunkOutput implements EventOutput, AutoCloseable {
  private record Known(ChunkEventType type, EventFields fields) {}

  private final RollingChunks chunks;
  private final EventClock clock;
  private final LiveOutput live;
  private final Map<Class<?>, Known> types = new HashMap<>();
  private volatile @Nullable String failure;

  private ChunkOutput(RollingChunks chunks, EventClock clock) {
    this.chunks = chunks;
    this.clock = clock;
    live = new LiveOutput(clock);
  }

  /// Begins a chunk.
  ///
  /// @param classes of all events that can come, registered with JFR
  /// @param clock that is exact
  public static ChunkOutput open(
      Path directory,
      RetentionLimits limits,
      List<Class<? extends Event>> classes,
      EventClock clock)
      throws IOException {
    var schema = new ChunkSchema(classes.stream().map(EventType::getEventType).toList());
    var output =
        new ChunkOutput(RollingChunks.open(directory, schema, clock::chunkClock, limits), clock);
    for (Class<? extends Event> type : classes) {
      String name = EventType.getEventType(type).getName();
      output.types.put(type, new Known(schema.event(name), EventFields.of(type)));
    }
    return output;
  }

  /// What ended the writing, if it failed.
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public boolean begin(Event event, EventTimes times, long startNanos, long durationNanos) {
    return failure == null || live.begin(event, times, startNanos, durationNanos);
  }

  @Override
  public boolean hasStacks() {
    return failure == null;
  }

  @Override
  public void commit(
      Event event,
      KernelOrigin origin,
      @Nullable EventStack stack,
      long startNanos,
      long durationNanos) {
    Known known = types.get(event.getClass());
    if (failure != null || known == null) {
      live.commit(event, origin, stack, startNanos, durationNanos);
      return;
    }
    attempt(
        () ->
            chunks.write(
                known.type(),
                thread(origin),
                stack,
                clock.ticksAt(startNanos),
                clock.ticksOf(durationNanos),
                known.fields().read(event)));
  }

  private static @Nullable EventThread thread(KernelOrigin origin) {
    return origin.osThreadId() == 0 && origin.javaThreadId() == 0
        ? null
        : new EventThread(
            origin.javaThreadId(), origin.osThreadId(), origin.threadName(), origin.virtual());
  }

  /// Makes everything so far readable, should the JVM be killed.
  public void flush() {
    attempt(chunks::flush);
  }

  /// Ends the chunk that is being written and begins another, and keeps all files until
  /// [#release].
  public void hold() throws IOException {
    chunks.roll();
    chunks.hold();
  }

  /// Lets files be deleted that exceed the limits.
  public void release() throws IOException {
    chunks.release();
  }

  /// Ends the last chunk.
  @Override
  public void close() {
    attempt(chunks::close);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    if (failure != null) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      failure = "its chunks can't be written any more (" + e + "), events may be lacking";
    }
  }
}
