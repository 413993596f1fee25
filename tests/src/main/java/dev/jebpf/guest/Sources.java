package dev.jebpf.guest;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What a guest's tests were built from.
final class Sources {
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private Sources() {}

  /// Git's name of what is in a working tree, and the time.
  static String now(Path root) {
    return revision(root) + " " + WHEN.format(LocalDateTime.now());
  }

  private static String revision(Path root) {
    try {
      return HostCommand.run(root, List.of("git", "describe", "--always", "--dirty")).strip();
    } catch (GuestException _) {
      return "unknown"; // sources without a history, or a machine without git
    }
  }
}
