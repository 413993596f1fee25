package dev.jebpf.catalog.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The files whose code a process has mapped, by `/proc/PID/maps` (proc_pid_maps(5)).
///
/// @param files absolute paths as the process sees them, each once, in the order of their addresses
/// @param replaced those of files that were deleted or replaced since they were mapped
public record ProcessMaps(List<String> files, Set<String> replaced) {
  private static final String DELETED = " (deleted)";
  private static final int FIELDS = 6;

  public ProcessMaps {
    files = List.copyOf(files);
    replaced = Set.copyOf(replaced);
  }

  /// Of this process, now.
  public static ProcessMaps ofSelf() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/maps")));
    } catch (IOException e) {
      throw new UncheckedIOException("read /proc/self/maps", e);
    }
  }

  /// `start-end permissions offset device inode path`, a mapping a line.
  static ProcessMaps parse(List<String> lines) {
    Set<String> files = new LinkedHashSet<>();
    Set<String> replaced = new LinkedHashSet<>();
    for (String line : lines) {
      String[] fields = line.split(" +", FIELDS);
      if (fields.length < FIELDS || fields[1].indexOf('x') < 0 || !fields[5].startsWith("/")) {
        continue;
      }
      if (fields[5].endsWith(DELETED)) {
        replaced.add(fields[5].substring(0, fields[5].length() - DELETED.length()));
      } else {
        files.add(fields[5]);
      }
    }
    return new ProcessMaps(new ArrayList<>(files), replaced);
  }
}
