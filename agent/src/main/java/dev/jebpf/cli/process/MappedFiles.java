package dev.jebpf.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files that a process executes code from: its program and its libraries.
public final class MappedFiles {
  /// Columns of `/proc/PID/maps`: addresses, permissions, offset, device, inode, path; proc(5).
  private static final int PERMISSIONS = 1;

  private static final int PATH = 5;

  private MappedFiles() {}

  /// The files by the paths that the process knows them by, each with the path that leads there
  /// from here, through the process's own root and mounts. What was deleted is left out: nobody
  /// finds it by its path.
  ///
  /// @param procfs normally `/proc`
  /// @throws IOException when there is no such process, or it may not be looked at
  public static Map<Path, Path> of(Path procfs, long pid) throws IOException {
    Path entry = procfs.resolve(Long.toString(pid));
    Map<Path, Path> files = new TreeMap<>();
    try (Stream<String> maps = Files.lines(entry.resolve("maps"))) {
      for (Path path : maps.flatMap(line -> executable(line).stream()).distinct().toList()) {
        Path here = entry.resolve("root").resolve(Path.of("/").relativize(path));
        if (Files.isRegularFile(here)) {
          files.put(path, here);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files;
  }

  private static Optional<Path> executable(String line) {
    List<String> columns = List.of(line.split(" +", PATH + 1));
    return columns.size() > PATH
            && columns.get(PERMISSIONS).contains("x")
            && columns.get(PATH).startsWith("/")
        ? Optional.of(Path.of(columns.get(PATH)))
        : Optional.empty();
  }
}
