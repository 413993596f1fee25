package dev.jebpf.breakdown;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file from which no breakdown can be read; [#reason] says why, the message also what to do.
public final class UnreadableRecordingException extends IOException {
  private static final long serialVersionUID = 1;

  /// Why a file has no breakdown.
  public enum Reason {
    /// The file isn't a JFR recording.
    FOREIGN,
    /// The file starts like a recording, but ends too early or is damaged.
    TRUNCATED,
    /// A sound recording without a single event of jebpf.
    EMPTY,
    /// Events of jebpf that contradict themselves or lack fields: another version's, or a defect.
    INCONSISTENT
  }

  private final Reason reason;

  UnreadableRecordingException(
      Reason reason, Path file, String explanation, @Nullable Throwable cause) {
    super(file + ": " + explanation, cause);
    this.reason = reason;
  }

  /// Why the file has no breakdown.
  public Reason reason() {
    return reason;
  }
}
