package dev.jebpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The BPF, perf and epoll descriptors this process has open.
public final class Descriptors {
  private static final List<String> KINDS = List.of("bpf", "btf", "perf", "eventpoll", "eventfd");

  private Descriptors() {}

  /// How many.
  public static long open() {
    try (var links = Files.list(Path.of("/proc/self/fd"))) {
      return links.filter(Descriptors::isOurs).count();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static boolean isOurs(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("anon_inode:") && KINDS.stream().anyMatch(target::contains);
    } catch (IOException gone) {
      return false;
    }
  }
}
