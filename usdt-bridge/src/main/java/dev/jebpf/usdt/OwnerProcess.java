package dev.jebpf.usdt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process, told from those that have its number later or elsewhere.
///
/// (A file lock would say as much, if POSIX did not drop it when any descriptor of the file is
/// closed, by whatever part of a process that looks whether it is held.)
///
/// @param pid its number
/// @param startTime field 22 of `/proc/PID/stat`, in clock ticks since the machine's start
/// @param namespace the PID namespace in which the number holds, as `/proc/PID/ns/pid` names it
record OwnerProcess(long pid, long startTime, String namespace) {
  private static final Path PROC = Path.of("/proc");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int START_TIME = 22;

  /// This JVM.
  static OwnerProcess self() throws IOException {
    long pid = ProcessHandle.current().pid();
    return new OwnerProcess(pid, startTime(stat(pid)), namespaceHere());
  }

  private static String namespaceHere() throws IOException {
    return Files.readSymbolicLink(NAMESPACE).toString();
  }

  private static Path stat(long pid) {
    return PROC.resolve(Long.toString(pid)).resolve("stat");
  }

  /// The name in parentheses may hold anything, so the fields are counted from behind it.
  private static long startTime(Path stat) throws IOException {
    String line = Files.readString(stat);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[START_TIME - 3]);
  }

  /// Reads what [#toString] wrote.
  ///
  /// @throws IOException if that is something else
  static OwnerProcess parse(String text) throws IOException {
    String[] words = text.split(" ", 3);
    try {
      return new OwnerProcess(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("no owner: \"" + text + "\"", e);
    }
  }

  /// Whether it has ended for certain. Of processes in other PID namespaces nothing is known.
  boolean hasEnded() throws IOException {
    if (!namespace.equals(namespaceHere())) {
      return false;
    }
    return !Files.exists(stat(pid)) || startTime(stat(pid)) != startTime;
  }

  @Override
  public String toString() {
    return pid + " " + startTime + " " + namespace;
  }
}
