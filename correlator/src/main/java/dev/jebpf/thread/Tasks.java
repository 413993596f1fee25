package dev.jebpf.thread;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The kernel threads of a process, as `/proc` lists them.
///
/// Ids are those of the process's own PID namespace, as gettid(2) gives them. A `/proc` that was
/// mounted outside of it goes by the ids out there; then each thread's `NSpid` (proc_pid_status(5))
/// tells its own.
final class Tasks {
  private static final String NAMESPACE_IDS = "NSpid:";

  private final Path process;
  private final Path directory;

  /// The directories of the threads last listed, where they have other names than their ids.
  private Map<Long, Path> foreign = Map.of();

  /// @param process `/proc/self`
  Tasks(Path process) {
    this.process = process;
    this.directory = process.resolve("task");
  }

  /// The kernel ids of all threads.
  ///
  /// @throws IOException if `/proc` is not there
  List<Long> ids() throws IOException {
    boolean fromOutside = namespaceIds(process).size() > 1;
    var ids = new ArrayList<Long>();
    var elsewhere = new HashMap<Long, Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!fromOutside) {
          ids.add(Long.valueOf(entry.getFileName().toString()));
        } else {
          addOwnId(entry, ids, elsewhere);
        }
      }
    }
    foreign = elsewhere;
    return ids;
  }

  private static void addOwnId(Path entry, List<Long> ids, Map<Long, Path> elsewhere) {
    try {
      List<String> inEach = namespaceIds(entry);
      if (!inEach.isEmpty()) {
        Long own = Long.valueOf(inEach.getLast());
        ids.add(own);
        elsewhere.put(own, entry);
      }
    } catch (IOException _) {
      // The thread has ended since it was listed.
    }
  }

  /// The ids of a process or thread, from the namespace of this `/proc` to its own; none from a
  /// kernel without PID namespaces.
  private static List<String> namespaceIds(Path entry) throws IOException {
    for (String line : Files.readAllLines(entry.resolve("status"))) {
      if (line.startsWith(NAMESPACE_IDS)) {
        return List.of(line.substring(NAMESPACE_IDS.length()).strip().split("\\s+", 0));
      }
    }
    return List.of();
  }

  /// The kernel's name of a thread, at most 15 bytes; empty if it has ended.
  String comm(long id) {
    try {
      return Files.readString(entry(id).resolve("comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// What `/proc` has on a thread.
  Path entry(long id) {
    Path elsewhere = foreign.get(id);
    return elsewhere == null ? directory.resolve(Long.toString(id)) : elsewhere;
  }
}
