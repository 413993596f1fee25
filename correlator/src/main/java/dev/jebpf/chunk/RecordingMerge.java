package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Recordings of one JVM made into one file: a chunk of the JVM first, then all in the order of
/// their starts, none twice, and those written here with the clock of the JVM's chunk they lie in.
/// Virtual threads have the same identity in all of them.
public final class RecordingMerge implements AutoCloseable {
  /// How far clocks of one JVM may be apart: the wall clock is set, and drifts.
  private static final long LEAST_SKEW_NANOS = 2_000_000_000L;

  private static final long SKEW_PER_TIME = 1_000;

  /// A chunk of the JVM and one written here may begin with the same tick.
  private record Identity(boolean ours, long startTicks) {}

  private record Input(RecordingChunk chunk, FileChannel file) {}

  /// What a merge came to.
  ///
  /// @param chunks of all
  /// @param kernelChunks of these written by the agent
  /// @param bytes of the file
  /// @param sharedLanes the JVM's chunks in which virtual threads are not told apart, and why
  public record Result(int chunks, int kernelChunks, long bytes, List<String> sharedLanes) {
    /// What the user is to know: JMC has one lane for all virtual threads of the shared lanes.
    public Optional<String> warning() {
      return sharedLanes.stream()
          .findFirst()
          .map(
              first ->
                  "the JVM's events of virtual threads share a lane in JMC, in %d of %d chunks: %s"
                      .formatted(sharedLanes.size(), chunks - kernelChunks, first));
    }
  }

  private final List<FileChannel> files = new ArrayList<>();
  private final Map<Identity, Input> inputs = new LinkedHashMap<>();
  private final List<String> sharedLanes = new ArrayList<>();

  private RecordingMerge() {}

  /// Opens recordings and looks at their chunks; what is deleted from now on is merged all the
  /// same.
  ///
  /// @param paths files, and directories with files that end in `.jfr`, as JFR's repository is one
  /// @throws MalformedChunkException when one is no recording, damaged, truncated, or of another
  /// JVM
  public static RecordingMerge of(List<Path> paths) throws IOException {
    var merge = new RecordingMerge();
    try {
      for (Path path : paths) {
        merge.add(path);
      }
      merge.requireOneJvm();
      return merge;
    } catch (IOException | RuntimeException e) {
      merge.close();
      throw e;
    }
  }

  private void add(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      addFile(path);
      return;
    }
    try (Stream<Path> all = Files.walk(path, 2, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.filter(RecordingMerge::recording).sorted().toList()) {
        if (Files.size(file) > 0) {
          addFile(file);
        }
      }
    }
  }

  private static boolean recording(Path path) {
    return path.toString().endsWith(".jfr") && Files.isRegularFile(path);
  }

  private void addFile(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    files.add(file);
    for (RecordingChunk chunk : RecordingChunk.of(path, file)) {
      // The same chunk twice, once when it was not complete yet.
      inputs.merge(
          new Identity(chunk.ours(), chunk.clock().startTicks()),
          new Input(chunk, file),
          (one, other) ->
              other.chunk().header().reachesFurther(one.chunk().header()) ? other : one);
    }
  }

  private void requireOneJvm() throws MalformedChunkException {
    if (inputs.isEmpty()) {
      throw new MalformedChunkException("there is nothing in what is to be merged");
    }
    RecordingChunk first = inOrder().getFirst().chunk();
    for (Input input : inputs.values()) {
      ChunkClock clock = input.chunk().clock();
      long passed = clock.startNanos() - first.clock().startNanos();
      long skew = Math.abs(clock.startNanos() - first.clock().nanosAt(clock.startTicks()));
      if (skew > LEAST_SKEW_NANOS + Math.abs(passed) / SKEW_PER_TIME) {
        throw new MalformedChunkException(
            input.chunk().file()
                + " and "
                + first.file()
                + " have clocks that do not fit: only recordings of one and the same JVM can be"
                + " merged");
      }
    }
  }

  private List<Input> inOrder() {
    List<Input> sorted = new ArrayList<>(inputs.values());
    sorted.sort(Comparator.comparingLong(input -> input.chunk().clock().startTicks()));
    Optional<Input> first = sorted.stream().filter(input -> !input.chunk().ours()).findFirst();
    first.ifPresent(
        input -> {
          sorted.remove(input);
          sorted.addFirst(input);
        });
    return sorted;
  }

  /// Writes the file, readable by its owner only. Until it is complete it has another name.
  public Result write(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path unfinished =
        Files.createTempFile(absolute.getParent(), "." + absolute.getFileName(), ".unfinished");
    try {
      sharedLanes.clear();
      List<Input> sorted = inOrder();
      try (FileChannel to = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ChunkClock clock = sorted.getFirst().chunk().clock();
        for (Input input : sorted) {
          clock = input.chunk().ours() ? clock : input.chunk().clock();
          copy(input, clock, to);
        }
      }
      long bytes = Files.size(unfinished);
      Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
      return new Result(sorted.size(), kernelChunks(sorted), bytes, List.copyOf(sharedLanes));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static int kernelChunks(Collection<Input> inputs) {
    return (int) inputs.stream().filter(input -> input.chunk().ours()).count();
  }

  /// Copies as much as is valid.
  ///
  /// @param clock of the JVM's chunk at that time
  private void copy(Input input, ChunkClock clock, FileChannel to) throws IOException {
    RecordingChunk chunk = input.chunk();
    long start = to.position();
    if (chunk.ours()) {
      new EditedCopy(chunk, input.file(), to).finish();
      to.write(chunk.header().with(clock.at(chunk.clock().startTicks())).bytes(), start);
    } else {
      ChunkHeader header = copyLanes(input, to);
      to.write(header.growing(), start + ChunkHeader.GROWING);
      if (chunk.header().state() != 0) {
        to.write(ByteBuffer.allocate(1), start + ChunkHeader.STATE);
      }
    }
  }

  /// Copies the JVM's chunk, the way it is when there is something in it that we don't know.
  private ChunkHeader copyLanes(Input input, FileChannel to) throws IOException {
    RecordingChunk chunk = input.chunk();
    long start = to.position();
    try {
      return LaneCopy.copy(chunk, input.file(), to);
    } catch (MalformedChunkException e) {
      sharedLanes.add(chunk.file() + " at byte " + chunk.offset() + ": " + e.getMessage());
      to.truncate(start).position(start);
      new EditedCopy(chunk, input.file(), to).finish();
      return chunk.header();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }
}
