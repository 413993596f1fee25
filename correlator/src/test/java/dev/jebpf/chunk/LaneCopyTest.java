package dev.jebpf.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.chunk.SyntheticChunk.ThreadConstant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chunks of known bytes: those with the threads as they are to be are what the copies must be.
class LaneCopyTest {
  private static final ThreadConstant PLATFORM = new ThreadConstant(1, 4711, "main", false);
  private static final ThreadConstant UNNAMED_PLATFORM = new ThreadConstant(2, 0, "", false);

  @TempDir private Path directory;

  private static ThreadConstant written(long id, String name) {
    return new ThreadConstant(id, 0, name, true);
  }

  private static ThreadConstant toBe(long id, String name) {
    return new ThreadConstant(id, (1L << 32) + id, name, true);
  }

  private Path copy(RecordingChunk chunk) throws IOException {
    Path copied = directory.resolve("copied.jfr");
    Files.write(copied, new byte[3]);
    try (FileChannel from = FileChannel.open(chunk.file());
        FileChannel to = FileChannel.open(copied, StandardOpenOption.WRITE)) {
      to.position(3);
      ChunkHeader header = LaneCopy.copy(chunk, from, to);
      assertThat(to.position()).isEqualTo(3 + header.size());
      to.write(header.bytes(), 3);
    }
    return copied;
  }

  private void becomes(List<List<ThreadConstant>> written, List<List<ThreadConstant>> toBe)
      throws IOException {
    RecordingChunk before = SyntheticChunk.write(directory.resolve("before.jfr"), written);
    Path after = directory.resolve("after.jfr");
    SyntheticChunk.write(after, toBe);
    assertThat(bytes(copy(before))).isEqualTo(Files.readAllBytes(after));
  }

  private static byte[] bytes(Path copied) throws IOException {
    byte[] all = Files.readAllBytes(copied);
    return Arrays.copyOfRange(all, 3, all.length);
  }

  @Test
  void shouldGiveVirtualThreadsTheIdentityOfOurs() throws IOException {
    becomes(
        List.of(List.of(PLATFORM, written(30, ""), UNNAMED_PLATFORM, written(31, "one"))),
        List.of(
            List.of(PLATFORM, toBe(30, "VirtualThread[#30]"), UNNAMED_PLATFORM, toBe(31, "one"))));
  }

  @Test
  void shouldMoveWhatComesBehind() throws IOException {
    List<List<ThreadConstant>> written = new ArrayList<>();
    List<List<ThreadConstant>> toBe = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      boolean virtual = i % 3 != 1;
      written.add(List.of(virtual ? written(i + 100, "") : PLATFORM));
      toBe.add(List.of(virtual ? toBe(i + 100, "VirtualThread[#" + (i + 100) + "]") : PLATFORM));
    }
    becomes(written, toBe);
  }

  /// Their sizes then take a byte more, at one of the counts more than one.
  @Test
  void shouldWriteSizesThatNoLongerFit() throws IOException {
    for (int threads = 1; threads < 800; threads++) {
      List<ThreadConstant> written = new ArrayList<>();
      List<ThreadConstant> toBe = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        written.add(written(i, "x"));
        toBe.add(toBe(i, "x"));
      }
      becomes(List.of(written, List.of(PLATFORM)), List.of(toBe, List.of(PLATFORM)));
    }
  }

  @Test
  void shouldChangeNothingInACopy() throws IOException {
    var toBe = List.of(List.of(toBe(30, "one")), List.of(toBe(31, "VirtualThread[#31]")));
    becomes(toBe, toBe);
  }

  @Test
  void shouldChangeNothingWithoutVirtualThreads() throws IOException {
    var platform = List.of(List.of(PLATFORM, UNNAMED_PLATFORM), List.<ThreadConstant>of());
    becomes(platform, platform);
  }

  /// Not the type that is known: nothing is guessed.
  @Test
  void shouldLeaveFieldsOfAnotherType() throws IOException {
    RecordingChunk chunk =
        SyntheticChunk.write(
            directory.resolve("int.jfr"), "int", List.of(List.of(written(30, ""))));
    assertThat(bytes(copy(chunk))).isEqualTo(Files.readAllBytes(chunk.file()));
  }

  @Test
  void shouldRefuseACheckpointThatIsLongerThanItsConstants() throws IOException {
    RecordingChunk chunk =
        SyntheticChunk.write(directory.resolve("chunk.jfr"), List.of(List.of(written(30, ""))));
    // The number of pools: behind size, type, start, duration, delta and kind, a byte each.
    put(chunk, 6, 1);
    refuses(chunk, "a checkpoint has 15 bytes that no constant has");
  }

  @Test
  void shouldRefuseConstantsOfUnknownTypes() throws IOException {
    RecordingChunk chunk =
        SyntheticChunk.write(directory.resolve("chunk.jfr"), List.of(List.of(written(30, ""))));
    put(chunk, 7, 99);
    refuses(chunk, "its metadata lacks the type 99");
  }

  @Test
  void shouldRefuseADeltaToNoCheckpoint() throws IOException {
    RecordingChunk chunk =
        SyntheticChunk.write(directory.resolve("chunk.jfr"), List.of(List.of(written(30, ""))));
    put(chunk, 4, 5);
    refuses(chunk, "does not refer to the one before");
  }

  private static void put(RecordingChunk chunk, int inCheckpoint, int value) throws IOException {
    try (FileChannel file = FileChannel.open(chunk.file(), StandardOpenOption.WRITE)) {
      file.write(
          ByteBuffer.wrap(new byte[] {(byte) value}), chunk.header().checkpoint() + inCheckpoint);
    }
  }

  private void refuses(RecordingChunk chunk, String message) {
    assertThatExceptionOfType(MalformedChunkException.class)
        .isThrownBy(() -> copy(chunk))
        .withMessageContaining(message);
  }
}
