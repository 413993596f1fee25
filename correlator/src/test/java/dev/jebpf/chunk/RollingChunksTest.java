package dev.jebpf.chunk;

import static dev.jebpf.chunk.Fixture.NATIVE;
import static dev.jebpf.chunk.Fixture.PLATFORM;
import static dev.jebpf.chunk.Fixture.VIRTUAL;
import static dev.jebpf.chunk.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingChunksTest {
  private static final EventStack STACK =
      new EventStack(
          1,
          true,
          () ->
              List.of(
                  new EventFrame("com.acme.Orders$Line", "place", "(I)V", 42, 7, FrameType.INLINED),
                  new EventFrame("com.acme.Orders", "run", "()V", -1, -1, FrameType.INTERPRETED)));

  @TempDir private Path directory;
  private Fixture fixture;

  @BeforeEach
  void record() throws IOException {
    fixture = Fixture.record(directory);
  }

  private List<RecordedEvent> written(Path parts) throws IOException {
    try (Stream<Path> files = Files.list(parts)) {
      return Fixture.read(files.findFirst().orElseThrow());
    }
  }

  @Test
  void shouldGiveEventsTheirThreads() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      for (EventThread thread : new EventThread[] {PLATFORM, VIRTUAL, NATIVE, null}) {
        chunks.write(fixture.type(), thread, null, 0, 0, values("x", 0));
      }
    }
    List<RecordedEvent> events = written(parts);
    assertThat(events.get(0).getThread().getJavaName()).isEqualTo(PLATFORM.name());
    assertThat(events.get(0).getThread().getJavaThreadId()).isEqualTo(PLATFORM.javaThreadId());
    assertThat(events.get(0).getThread().getOSThreadId()).isEqualTo(PLATFORM.osThreadId());
    assertThat(events.get(0).getThread().isVirtual()).isFalse();
    assertThat(events.get(0).getThread("thread").getId())
        .isEqualTo(events.get(0).getThread().getId());
    assertThat(events.get(1).getThread().isVirtual()).isTrue();
    assertThat(events.get(1).getThread().getLong("osThreadId")).isGreaterThan(1L << 32);
    assertThat(events.get(2).getThread().getOSName()).isEqualTo(NATIVE.name());
    assertThat(events.get(2).getThread().getJavaName()).isNull();
    assertThat(events.get(3).getThread()).isNull();
  }

  @Test
  void shouldGiveEventsTheirTimes() throws IOException {
    Path parts = fixture.parts("parts");
    long second = fixture.clock.ticksPerSecond();
    long start = fixture.clock.startTicks() + second / 4;
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      chunks.write(fixture.type(), PLATFORM, null, start, second / 2, values("x", 0));
    }
    RecordedEvent event = written(parts).getFirst();
    assertThat(Duration.between(instant(fixture.clock.startNanos()), event.getStartTime()))
        .isBetween(Duration.ofNanos(249_999_000), Duration.ofNanos(250_001_000));
    assertThat(event.getDuration())
        .isBetween(Duration.ofNanos(499_999_000), Duration.ofNanos(500_001_000));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  @Test
  void shouldGiveEventsTheirValues() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      for (long bytes : new long[] {0, -1, 127, 128, 1L << 55, 1L << 56, Long.MIN_VALUE}) {
        chunks.write(fixture.type(), null, null, 0, 0, values("/tmp/\u20ac", bytes));
      }
      chunks.write(fixture.type(), null, null, 0, 0, values("", 1));
      chunks.write(fixture.type(), null, null, 0, 0, Arrays.asList(null, null, 1, 2, null));
    }
    List<RecordedEvent> events = written(parts);
    assertThat(events.subList(0, 7))
        .extracting(event -> event.getLong("bytes"))
        .containsExactly(0L, -1L, 127L, 128L, 1L << 55, 1L << 56, Long.MIN_VALUE);
    assertThat(events.getFirst().getString("path")).isEqualTo("/tmp/\u20ac");
    assertThat(events.getFirst().getInt("port")).isEqualTo(443);
    assertThat(events.getFirst().getBoolean("flag")).isTrue();
    assertThat(events.get(7).getString("path")).isEmpty();
    assertThat(events.get(8).getString("path")).isNull();
    assertThat(events.get(8).getBoolean("flag")).isFalse();
  }

  @Test
  void shouldGiveEventsTheirStacks() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      chunks.write(fixture.type(), PLATFORM, STACK, 0, 0, values("x", 0));
      chunks.flush();
      chunks.write(fixture.type(), PLATFORM, STACK, 0, 0, values("x", 0));
    }
    for (RecordedEvent event : written(parts)) {
      RecordedStackTrace stack = event.getStackTrace();
      assertThat(stack.isTruncated()).isTrue();
      RecordedFrame top = stack.getFrames().getFirst();
      assertThat(top.getMethod().getType().getName()).isEqualTo("com.acme.Orders$Line");
      assertThat(top.getMethod().getName()).isEqualTo("place");
      assertThat(top.getMethod().getDescriptor()).isEqualTo("(I)V");
      assertThat(top.getLineNumber()).isEqualTo(42);
      assertThat(top.getBytecodeIndex()).isEqualTo(7);
      assertThat(top.getType()).isEqualTo("Inlined");
      assertThat(stack.getFrames().getLast().getLineNumber()).isEqualTo(-1);
      assertThat(stack.getFrames().getLast().getType()).isEqualTo("Interpreted");
    }
  }

  @Test
  void shouldDescribeTypesAsTheJvmDoes() throws IOException {
    Path parts = fixture.parts("parts");
    fixture.open(parts, RetentionLimits.NONE).close();
    try (Stream<Path> files = Files.list(parts);
        var file = new RecordingFile(files.findFirst().orElseThrow())) {
      var type =
          file.readEventTypes().stream()
              .filter(known -> known.getName().equals(Operation.NAME))
              .findFirst()
              .orElseThrow();
      assertThat(type.getLabel()).isEqualTo("Operation");
      assertThat(type.getCategoryNames()).containsExactly("test", "Operations");
      assertThat(type.getField("bytes").getContentType()).isEqualTo("jdk.jfr.DataAmount");
      assertThat(type.getField("bytes").getLabel()).isEqualTo("Bytes");
    }
  }

  @Test
  void shouldBeReadableUpToTheLastFlush() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      chunks.write(fixture.type(), PLATFORM, STACK, 0, 0, values("before", 1));
      chunks.flush();
      chunks.write(fixture.type(), VIRTUAL, STACK, 0, 0, values("after", 2));
      assertThat(written(parts))
          .extracting(event -> event.getString("path"))
          .containsOnly("before");
      chunks.flush();
      assertThat(written(parts)).hasSize(2);
    }
  }

  @Test
  void shouldBeReadableByTheirOwnerOnly() throws IOException {
    Path parts = fixture.parts("parts");
    fixture.open(parts, RetentionLimits.NONE).close();
    try (Stream<Path> files = Files.list(parts)) {
      assertThat(files.map(RollingChunksTest::permissions)).containsOnly("rw-------");
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldKeepTheLatestWithinTheLimit() throws IOException {
    Path parts = fixture.parts("parts");
    long limit = 1 << 20;
    try (RollingChunks chunks = fixture.open(parts, new RetentionLimits(limit, null))) {
      for (int i = 0; i < 200_000; i++) {
        chunks.write(fixture.type(), PLATFORM, null, i, 1, values("/some/path", i));
      }
      assertThat(bytes(parts)).isBetween(limit / 2, limit + limit / 4);
    }
    Path merged = directory.resolve("merged.jfr");
    try (RecordingMerge merge = RecordingMerge.of(List.of(parts))) {
      merge.write(merged);
    }
    List<RecordedEvent> events = Fixture.read(merged);
    assertThat(events.getLast().getLong("bytes")).isEqualTo(199_999);
    assertThat(events.getFirst().getLong("bytes")).isGreaterThan(100_000);
  }

  @Test
  void shouldKeepAllFilesWhileTheyAreHeld() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, new RetentionLimits(1, null))) {
      chunks.hold();
      chunks.roll();
      chunks.roll();
      assertThat(parts).isDirectoryContaining("glob:**/kernel-000001.jfr");
      chunks.release();
      assertThat(parts).isDirectoryNotContaining("glob:**/kernel-000001.jfr");
    }
  }

  private static long bytes(Path parts) throws IOException {
    try (Stream<Path> files = Files.list(parts)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
