package dev.jebpf.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds tracefs, the file system that knows the tracepoints' numbers
/// (`Documentation/trace/ftrace.rst`).
public final class TraceFs {
  private static final List<Path> USUAL =
      List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));

  private TraceFs() {}

  /// Where it is mounted and readable by this user; empty if nowhere.
  public static Optional<Path> find() {
    for (Path path : USUAL) {
      if (Files.isDirectory(path.resolve("events"))) {
        return Optional.of(path);
      }
    }
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/mounts"))).stream()
          .filter(path -> Files.isDirectory(path.resolve("events")))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /// The mount points of type tracefs among lines of proc_pid_mounts(5), spaces being `\040`.
  static List<Path> parse(List<String> mounts) {
    return mounts.stream()
        .map(line -> line.split(" ", 4))
        .filter(fields -> fields.length == 4 && fields[2].equals("tracefs"))
        .map(fields -> Path.of(fields[1].replace("\\040", " ")))
        .toList();
  }
}
