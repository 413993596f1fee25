package dev.jebpf.agent;

import dev.jebpf.config.FileProblem;
import dev.jebpf.config.OptionDataException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/// The file of `file=` and the recording that fills it.
///
/// The file is made at once, readable by its owner only: a recording tells what a service does. JFR
/// writes it when the recording stops, which JFR itself sees to if the JVM ends before we do.
final class RecordingFile {
  private final Path path;
  private @Nullable Recording recording;

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

  /// Starts recording all events of jebpf with their defaults.
  ///
  /// @param stack whether calls are recorded with the stack they were made from
  void start(boolean stack) throws IOException {
    Recording started = new Recording();
    started.setName("jebpf");
    started.setToDisk(true);
    started.setDumpOnExit(true);
    started.setDestination(path);
    if (!stack) {
      started.enable("jebpf.MethodCall").withoutStackTrace();
    }
    started.start();
    recording = started;
  }

  /// Stops recording and completes the file, unless JFR has done so already. A file that nothing
  /// was ever recorded into goes away.
  void finish() {
    Recording running = recording;
    if (running == null) {
      deleteEmpty();
      return;
    }
    if (running.getState() == RecordingState.RUNNING) {
      running.stop();
    }
    running.close();
  }

  private void deleteEmpty() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      Console.say(path + " is empty and can't be deleted (" + FileProblem.of(e) + ")");
    }
  }
}
