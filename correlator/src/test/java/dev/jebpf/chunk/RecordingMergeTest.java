package dev.jebpf.chunk;

import static dev.jebpf.chunk.Fixture.PLATFORM;
import static dev.jebpf.chunk.Fixture.VIRTUAL;
import static dev.jebpf.chunk.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingMergeTest {
  @TempDir private Path directory;
  private Fixture fixture;
  private Path merged;

  @BeforeEach
  void record() throws IOException {
    fixture = Fixture.record(directory);
    merged = directory.resolve("merged.jfr");
  }

  private RecordingMerge.Result merge(Path... inputs) throws IOException {
    try (RecordingMerge merge = RecordingMerge.of(Arrays.asList(inputs))) {
      return merge.write(merged);
    }
  }

  private Path threeChunks() throws IOException {
    Path parts = fixture.parts("parts");
    try (RollingChunks chunks = fixture.open(parts, RetentionLimits.NONE)) {
      for (int i = 0; i < 3; i++) {
        EventThread thread = i % 2 == 0 ? PLATFORM : VIRTUAL;
        chunks.write(fixture.type(), thread, null, i, 1, values("path " + i, i));
        if (i < 2) {
          chunks.roll();
        }
      }
    }
    return parts;
  }

  @Test
  void shouldHoldTheEventsOfAll() throws IOException {
    RecordingMerge.Result result = merge(threeChunks(), fixture.jvm);
    assertThat(result.kernelChunks()).isEqualTo(3);
    assertThat(result.bytes()).isEqualTo(Files.size(merged));
    List<RecordedEvent> events = Fixture.read(merged);
    assertThat(events)
        .extracting(event -> event.getString("path"))
        .containsExactly("live", "path 0", "path 1", "path 2");
    assertThat(events)
        .extracting(event -> event.getThread().isVirtual())
        .containsExactly(false, false, true, false);
  }

  @Test
  void shouldGiveKernelChunksTheClockOfTheJvm() throws IOException {
    Path parts = fixture.parts("parts");
    ChunkClock late =
        new ChunkClock(
            fixture.clock.startNanos() + 1_000_000, fixture.clock.startTicks() + 1, 999_999_999);
    RollingChunks.open(parts, fixture.schema, () -> late, RetentionLimits.NONE).close();
    merge(parts, fixture.jvm);
    ChunkClock clock = Fixture.chunks(merged).getLast().clock();
    assertThat(clock).isEqualTo(fixture.clock.at(fixture.clock.startTicks() + 1));
  }

  @Test
  void shouldTakeTheSameChunkOnce() throws IOException {
    Path parts = threeChunks();
    RecordingMerge.Result once = merge(fixture.jvm, parts);
    Path first = Files.move(merged, directory.resolve("first.jfr"));
    assertThat(merge(first, fixture.jvm, parts)).isEqualTo(once);
  }

  @Test
  void shouldBeReadableByItsOwnerOnly() throws IOException {
    merge(fixture.jvm);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(merged)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldTakeWhatWasFlushedOfAChunkThatIsStillWritten() throws IOException {
    Path copy = Files.copy(fixture.jvm, directory.resolve("copy.jfr"));
    put(copy, ChunkHeader.STATE, new byte[] {3});
    Files.write(copy, new byte[100], StandardOpenOption.APPEND);
    merge(copy);
    assertThat(merged).hasSameBinaryContentAs(fixture.jvm);
  }

  @Test
  void shouldMergeWhatIsDeletedMeanwhile() throws IOException {
    Path copy = Files.copy(fixture.jvm, directory.resolve("copy.jfr"));
    try (RecordingMerge merge = RecordingMerge.of(List.of(copy))) {
      Files.delete(copy);
      merge.write(merged);
    }
    assertThat(merged).hasSameBinaryContentAs(fixture.jvm);
  }

  @Test
  void shouldSayWhatIsTruncated() throws IOException {
    long size = Files.size(fixture.jvm);
    try (FileChannel file = FileChannel.open(fixture.jvm, StandardOpenOption.WRITE)) {
      file.truncate(size - 1);
    }
    long chunk = size - 1;
    refuses(
        fixture.jvm
            + " is damaged at byte 0: the chunk there has "
            + size
            + " bytes, and only "
            + chunk
            + " are left");
  }

  @Test
  void shouldSayWhatIsNoRecording() throws IOException {
    put(fixture.jvm, 0, new byte[] {'P', 'K'});
    refuses(
        fixture.jvm
            + " is damaged at byte 0: it does not begin with the bytes of a JFR recording, FLR");
  }

  @Test
  void shouldSayWhatIsEmpty() throws IOException {
    Files.write(fixture.jvm, new byte[0]);
    refuses(fixture.jvm + " is empty");
  }

  @Test
  void shouldRefuseOffsetsOutsideOfTheChunk() throws IOException {
    put(fixture.jvm, 16, ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).array());
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> merge(fixture.jvm))
        .withMessageContaining("the last checkpoint of the chunk there begins at");
  }

  @Test
  void shouldRefuseEventsThatDoNotFit() throws IOException {
    put(fixture.jvm, ChunkHeader.BYTES, new byte[4]);
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> merge(fixture.jvm))
        .withMessageEndingWith("the chunk there has an event of 0 bytes at its byte 68");
  }

  @Test
  void shouldRefuseACheckpointThatIsNone() throws IOException {
    put(fixture.jvm, 16, ByteBuffer.allocate(8).putLong(ChunkHeader.BYTES + 1).array());
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> merge(fixture.jvm))
        .withMessageContaining("no event of the chunk there begins where");
  }

  @Test
  void shouldRefuseRecordingsOfAnotherJvm() throws IOException {
    Path other = Files.copy(fixture.jvm, directory.resolve("other.jfr"));
    long ticks = fixture.clock.startTicks() + 60 * fixture.clock.ticksPerSecond();
    put(other, 48, ByteBuffer.allocate(8).putLong(ticks).array());
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> merge(fixture.jvm, other))
        .withMessage(
            other
                + " and "
                + fixture.jvm
                + " have clocks that do not fit: only recordings of one and the same JVM can be"
                + " merged");
    assertThat(merged).doesNotExist();
  }

  private void refuses(String message) {
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> merge(fixture.jvm))
        .withMessage(message);
    assertThat(merged).doesNotExist();
  }

  private static void put(Path path, long at, byte[] bytes) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(bytes), at);
    }
  }
}
