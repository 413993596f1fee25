package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// A recording of this JVM and chunks beside it.
final class Fixture {
  static final EventThread PLATFORM = new EventThread(4_000_001, 4711, "worker-\u00fc", false);
  static final EventThread VIRTUAL = new EventThread(4_000_002, 4712, "", true);
  static final EventThread NATIVE = new EventThread(0, 4713, "GC Thread#0", false);

  final Path directory;
  final Path jvm;
  final ChunkClock clock;
  final ChunkSchema schema;

  private Fixture(Path directory, Path jvm, ChunkClock clock) {
    this.directory = directory;
    this.jvm = jvm;
    this.clock = clock;
    schema = new ChunkSchema(List.of(EventType.getEventType(Operation.class)));
  }

  /// Records one event of the JVM's own.
  static Fixture record(Path directory) throws IOException {
    FlightRecorder.register(Operation.class);
    Path jvm = directory.resolve("jvm.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      var live = new Operation();
      live.thread = Thread.currentThread();
      live.path = "live";
      live.commit();
      recording.stop();
      recording.dump(jvm);
    }
    return new Fixture(directory, jvm, chunks(jvm).getFirst().clock());
  }

  static List<RecordingChunk> chunks(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      return RecordingChunk.of(path, file);
    }
  }

  /// A directory for chunks.
  Path parts(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  ChunkEventType type() {
    return schema.event(Operation.NAME);
  }

  /// A clock whose every chunk begins a millisecond after the one before.
  Supplier<ChunkClock> ticking() {
    long[] ticks = {clock.startTicks()};
    return () -> clock.at(ticks[0] += clock.ticksPerSecond() / 1_000);
  }

  RollingChunks open(Path parts, RetentionLimits limits) throws IOException {
    return RollingChunks.open(parts, schema, ticking(), limits);
  }

  static List<?> values(String path, long bytes) {
    return Arrays.asList(null, path, bytes, 443, true);
  }

  static List<RecordedEvent> read(Path recording) throws IOException {
    List<RecordedEvent> events = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals(Operation.NAME)) {
        events.add(event);
      }
    }
    return events;
  }
}
