package dev.jebpf.probes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// The code that processes have in their memory, by `/proc/PID/mem`.
final class UserMemory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private UserMemory() {}

  /// Four bytes of a file as a process has them; waits for one that was just started to map it.
  static int read(String pid, Path file, long offset) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalLong address = address(pid, file, offset);
      if (address.isPresent()) {
        try (var memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
          memory.seek(address.getAsLong());
          return memory.readInt();
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("process " + pid + " does not map " + file);
  }

  /// `start-end permissions offset device inode path`
  private static OptionalLong address(String pid, Path file, long offset) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", pid, "maps"))) {
      String[] fields = line.split(" +", 6);
      String[] range = fields[0].split("-", 2);
      if (fields.length == 6 && fields[5].equals(file.toString()) && fields[1].contains("x")) {
        long start = Long.parseUnsignedLong(range[0], 16);
        long mapped = Long.parseUnsignedLong(fields[2], 16);
        long size = Long.parseUnsignedLong(range[1], 16) - start;
        if (offset >= mapped && offset - mapped < size) {
          return OptionalLong.of(start + offset - mapped);
        }
      }
    }
    return OptionalLong.empty();
  }
}
