package dev.jebpf.thread;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The kernel threads of a process, as `/proc` lists them.
final class Tasks {
  private final Path directory;

  /// @param process `/proc/self`
  Tasks(Path process) {
    directory = process.resolve("task");
  }

  /// The kernel ids of all threads.
  ///
  /// @throws IOException if `/proc` is not there
  List<Long> ids() throws IOException {
    var ids = new ArrayList<Long>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        ids.add(Long.valueOf(entry.getFileName().toString()));
      }
    }
    return ids;
  }

  /// The kernel's name of a thread, at most 15 bytes; empty if it has ended.
  String comm(long id) {
    try {
      return Files.readString(directory.resolve(id + "/comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
