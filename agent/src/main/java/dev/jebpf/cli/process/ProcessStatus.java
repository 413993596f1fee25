package dev.jebpf.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What `/proc/PID/status` says (proc_pid_status(5)).
///
/// @param name the command's name
/// @param uid the effective user id
/// @param capabilities the effective set as a bit mask
/// @param seccomp 0 none, 1 strict, 2 filter
/// @param namespacePids the process's id in each PID namespace, from this procfs's to its own
public record ProcessStatus(
    String name, int uid, long capabilities, int seccomp, List<Long> namespacePids) {

  /// The effective user id of this process; -1 when procfs doesn't say.
  public static int ownUid(Path procfs) {
    try {
      return read(procfs.resolve("self")).uid();
    } catch (IOException | NoSuchJvmException _) {
      return -1;
    }
  }

  /// Reads the status of a process, the entry of which in procfs is `process`.
  static ProcessStatus read(Path process) throws IOException, NoSuchJvmException {
    List<String> lines;
    try {
      lines = Files.readAllLines(process.resolve("status"));
    } catch (NoSuchFileException _) {
      throw new NoSuchJvmException(
          "there is no process "
              + process.getFileName()
              + ". The JVMs that run: jcmd -l. Inside a container processes have other ids");
    }
    return new ProcessStatus(
        field(lines, "Name:", "?").getFirst(),
        Integer.parseInt(field(lines, "Uid:", "-1\t-1").get(1)),
        Long.parseUnsignedLong(field(lines, "CapEff:", "0").getFirst(), 16),
        Integer.parseInt(field(lines, "Seccomp:", "0").getFirst()),
        field(lines, "NSpid:", "0").stream().map(Long::valueOf).toList());
  }

  private static List<String> field(List<String> lines, String name, String otherwise) {
    String text =
        lines.stream()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()))
            .findFirst()
            .orElse(otherwise);
    return List.of(text.strip().split("\\s+", -1));
  }
}
