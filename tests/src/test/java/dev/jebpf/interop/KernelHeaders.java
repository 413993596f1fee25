package dev.jebpf.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Kernel headers for bcc, which compiles C on the machine it traces. For USDT the version hardly
/// matters, so that those of any kernel do when the running one has no package.
final class KernelHeaders {
  private static final Path SOURCES = Path.of("/usr/src");
  private static Path merged = Path.of("");

  private KernelHeaders() {}

  /// A directory with links into the two that Debian splits the headers of one kernel into; an
  /// empty path when there are none.
  static synchronized Path merged() {
    if (merged.toString().isEmpty()) {
      try {
        for (Path common : find("linux-headers-*-common")) {
          String kernel = common.getFileName().toString().replaceFirst("common$", "");
          for (Path own : find(kernel + "*{amd64,arm64}")) {
            merged = merge(common, own);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return merged;
  }

  private static List<Path> find(String glob) throws IOException {
    if (!Files.isDirectory(SOURCES)) {
      return List.of();
    }
    try (var found = Files.newDirectoryStream(SOURCES, glob)) {
      return StreamSupport.stream(found.spliterator(), false).toList();
    }
  }

  private static Path merge(Path common, Path own) throws IOException {
    Path directory = Files.createTempDirectory("kernel-headers");
    link(common, directory, List.of("scripts", "tools", "Makefile", "Kconfig"));
    link(own, directory, List.of());
    return directory;
  }

  private static void link(Path from, Path to, List<String> not) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> Files.isRegularFile(path)).toList()) {
        Path name = from.relativize(file);
        Path target = to.resolve(name);
        if (!not.contains(name.getName(0).toString()) && Files.notExists(target)) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, file);
        }
      }
    }
  }
}
