package dev.jebpf.usdt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Directories of JVMs of this user that were killed before they could remove them.
final class LeftoverDirectories {
  private static final Path SELF = Path.of("/proc/self/");
  private static final String UID = "unix:uid";

  private LeftoverDirectories() {}

  /// Removes what can be removed; anything else is left to its owner.
  static void remove(Path parent) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(parent, PrivateDirectory.PREFIX + "*")) {
      for (Path directory : found) {
        removeIfLeft(directory);
      }
    }
  }

  private static void removeIfLeft(Path directory) {
    try {
      if (isOurs(directory) && PrivateDirectory.isLeft(directory)) {
        PrivateDirectory.delete(directory);
      }
    } catch (IOException _) {
      // Another JVM was faster, or may not be entered: neither concerns the caller.
    }
  }

  private static boolean isOurs(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(directory, UID, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(SELF, UID));
  }
}
