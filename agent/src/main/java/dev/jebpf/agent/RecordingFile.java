package dev.jebpf.agent;

import dev.jebpf.chunk.RecordingMerge;
import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.config.FileProblem;
import dev.jebpf.config.OptionDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/// The file of `file=` and the recording that fills it.
///
/// The file is made at once, readable by its owner only: a recording tells what a service does.
/// Until the end it is empty, and its parts are in a [PartsDirectory] beside it: chunks of kernel
/// events and the JVM's own, which are then merged.
final class RecordingFile {
  private final Path path;
  private @Nullable Recording recording;
  private @Nullable PartsDirectory parts;

  private RecordingFile(Path path) {
    this.path = path;
  }

  /// Makes the file, or empties the one that is there.
  ///
  /// @param path in which `%p` stands for the process id
  /// @throws OptionDataException when it can't be written
  static RecordingFile create(Path path) throws OptionDataException {
    Path file =
        Path.of(path.toString().replace("%p", Long.toString(ProcessHandle.current().pid())));
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new FileSystemException(path.toString(), null, "there is something that is no file");
      }
      Files.deleteIfExists(file);
      Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          .close();
    } catch (IOException e) {
      throw new OptionDataException(
          "file=" + path + " can't be written (" + FileProblem.of(e) + ")", e);
    }
    return new RecordingFile(file);
  }

  /// Starts recording events of jebpf with their defaults.
  ///
  /// @param stack whether calls are recorded with the stack they were made from
  /// @param limits of what is kept, of which the JVM's part gets half
  /// @param without the types of events that are not recorded by the JVM
  void start(boolean stack, RetentionLimits limits, List<Class<? extends Event>> without)
      throws IOException {
    PartsDirectory made = PartsDirectory.create(path);
    parts = made;
    Recording started = new Recording();
    started.setName("jebpf");
    started.setToDisk(true);
    started.setDumpOnExit(true);
    started.setDestination(made.jvm());
    started.setMaxSize(limits.bytes());
    started.setMaxAge(limits.age());
    if (!stack) {
      started.enable("jebpf.MethodCall").withoutStackTrace();
    }
    without.forEach(started::disable);
    started.start();
    recording = started;
    made.linkRepository();
  }

  /// Has the JVM record events of these types, too.
  void enable(List<Class<? extends Event>> types) {
    types.forEach(Objects.requireNonNull(recording)::enable);
  }

  /// The directory for the kernel's part.
  Path parts() {
    return Objects.requireNonNull(parts).path();
  }

  /// Writes all that is recorded so far to another file.
  ///
  /// @param kernel whose events are to be in it
  /// @throws IOException when it can't be written
  void dump(Path target, Tracing kernel) throws IOException {
    PartsDirectory from = parts;
    Recording running = recording;
    if (from == null || running == null || running.getState() != RecordingState.RUNNING) {
      throw new IOException("nothing is being recorded yet, or any more");
    }
    Path snapshot = from.snapshot();
    try {
      running.dump(snapshot);
      try (Closeable _ = kernel.holdChunks();
          RecordingMerge merge = RecordingMerge.of(from.withJvmPart(snapshot))) {
        merge.write(target).warning().ifPresent(Console::say);
      }
    } finally {
      Files.deleteIfExists(snapshot);
    }
  }

  /// Stops recording and completes the file. One that nothing was ever recorded into goes away.
  void finish() {
    Recording running = recording;
    PartsDirectory from = parts;
    if (running == null || from == null) {
      deleteEmpty();
      return;
    }
    if (running.getState() == RecordingState.RUNNING) {
      running.stop();
    }
    running.close();
    try {
      from.unlinkRepository();
      try (RecordingMerge merge = RecordingMerge.of(List.of(from.path()))) {
        merge.write(path).warning().ifPresent(Console::say);
      }
      from.delete();
    } catch (IOException e) {
      Console.say(
          path
              + " can't be put together ("
              + FileProblem.of(e)
              + "); its parts are in "
              + from.path()
              + ": jebpf merge OUT.jfr "
              + from.path());
    }
  }

  private void deleteEmpty() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      Console.say(path + " is empty and can't be deleted (" + FileProblem.of(e) + ")");
    }
  }
}
