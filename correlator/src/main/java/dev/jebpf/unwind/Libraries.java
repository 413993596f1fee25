package dev.jebpf.unwind;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.ProcessMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files whose code this process has mapped. Each is read when it is first asked for, and
/// forgotten when it is not mapped any more.
final class Libraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String VDSO = "[vdso]";

  /// One that was read, or why it could not be.
  private record Opened(@Nullable Library library, @Nullable UnwindFailure failure) {}

  private final ProcessMemory memory;
  private final Map<CodeMapping, Opened> opened = new HashMap<>();
  private List<CodeMapping> mappings = List.of();
  private long looked;

  Libraries(Kernel kernel) {
    memory = ProcessMemory.ofSelf(kernel);
  }

  /// The one that an address lies in.
  ///
  /// @throws UnwindFailure when there is none, or it can't be read
  Library at(long address) throws UnwindFailure {
    CodeMapping mapping = mapping(address);
    if (mapping == null) {
      throw new UnwindFailure(
          NativeOutcome.INCONSISTENT, "no code at pc=0x" + Long.toHexString(address));
    }
    Opened one = opened.computeIfAbsent(mapping, this::open);
    if (one.failure() != null) {
      throw one.failure();
    }
    return Objects.requireNonNull(one.library());
  }

  /// Reads all that are mapped.
  void load() {
    try {
      look(0);
      mappings.forEach(mapping -> opened.computeIfAbsent(mapping, this::open));
    } catch (UnwindFailure _) {
      // whoever asks for one is told
    }
  }

  private @Nullable CodeMapping mapping(long address) {
    for (CodeMapping mapping : mappings) {
      if (mapping.has(address)) {
        return mapping;
      }
    }
    return null;
  }

  /// Looks again at what is mapped, unless that was done a moment ago.
  ///
  /// @param least how long ago, in nanoseconds
  /// @return whether that was done, and something changed
  boolean look(long least) throws UnwindFailure {
    long moment = System.nanoTime();
    if (!mappings.isEmpty() && moment - looked < least) {
      return false;
    }
    looked = moment;
    List<CodeMapping> now = mapped();
    if (now.equals(mappings)) {
      return false;
    }
    mappings = now;
    opened.keySet().retainAll(now);
    return true;
  }

  private static List<CodeMapping> mapped() throws UnwindFailure {
    try {
      String text = new String(Files.readAllBytes(MAPS), StandardCharsets.UTF_8);
      return text.lines().map(CodeMapping::parse).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new UnwindFailure(NativeOutcome.UNREADABLE, MAPS + ": " + e.getMessage());
    }
  }

  private Opened open(CodeMapping mapping) {
    try {
      return new Opened(Library.of(mapping, bytes(mapping)), null);
    } catch (UnwindFailure e) {
      return new Opened(null, e);
    }
  }

  private ByteBuffer bytes(CodeMapping mapping) throws UnwindFailure {
    if (mapping.path().equals(VDSO)) {
      return image(mapping);
    }
    if (!mapping.path().startsWith("/")) {
      throw new UnwindFailure(NativeOutcome.NO_TABLE, mapping.name());
    }
    try {
      return content(Path.of(mapping.deleted() ? mapping.mapFile() : mapping.path()));
    } catch (IOException | InvalidPathException e) {
      String gone = mapping.deleted() ? " was deleted or replaced" : "";
      throw new UnwindFailure(NativeOutcome.UNREADABLE, mapping.name() + gone + ": " + e);
    }
  }

  private static ByteBuffer content(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is not a file");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException(path + " is larger than 2 GiB");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /// The kernel's own library is in memory alone, where all of it is mapped.
  private ByteBuffer image(CodeMapping mapping) throws UnwindFailure {
    MemorySegment bytes = Arena.ofAuto().allocate(mapping.end() - mapping.start());
    if (memory.read(mapping.start(), bytes) != bytes.byteSize()) {
      throw new UnwindFailure(NativeOutcome.UNREADABLE, mapping.name());
    }
    return bytes.asByteBuffer();
  }
}
