package dev.jebpf.cli;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.UnreadableRecordingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Recordings that a command is given: read, or refused with what the user can do.
final class Recordings {
  private Recordings() {}

  /// Reads a recording, keeping its slowest calls.
  static BreakdownReport read(Path file, int slowestCalls) throws OperationFailedException {
    try {
      if (Files.isDirectory(file)) {
        throw new OperationFailedException(
            file
                + " is a directory. A recording is a file; make one of a JVM's repository with: jfr"
                + " assemble "
                + file
                + " service.jfr");
      }
      return BreakdownReport.read(file, slowestCalls);
    } catch (UnreadableRecordingException e) {
      throw new OperationFailedException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// What to say of a file that can't be read.
  static OperationFailedException unreadable(Path file, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ ->
              "permission denied. Run as the user who recorded it, or as root";
          default -> String.valueOf(e.getMessage());
        };
    return new OperationFailedException("reading " + file + ": " + reason, e);
  }
}
