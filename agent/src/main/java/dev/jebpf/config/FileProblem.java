package dev.jebpf.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// Says in words why a file couldn't be used: the exceptions of the JDK have the bare path as their
/// message.
public final class FileProblem {
  private FileProblem() {}

  /// A few words without the path.
  public static String of(Exception problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "no such file or directory";
      case NotDirectoryException _ -> "not a directory";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> text(problem.getMessage(), problem);
    };
  }

  private static String text(@Nullable String message, Exception problem) {
    return message == null ? problem.getClass().getSimpleName() : message;
  }
}
