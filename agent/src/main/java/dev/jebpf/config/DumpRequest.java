package dev.jebpf.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What another process asks of an agent that runs: to write a file of what is recorded so far. It
/// goes the way of options, and the answer comes back as a system property, which that process can
/// read.
public record DumpRequest(Path file) {
  /// The property with the answer.
  public static final String ANSWER = "dev.jebpf.dump";

  /// The answer when all is well; else it says what is not.
  public static final String DONE = "done";

  private static final String KEY = "dump=";

  /// The request that a text is; null for options.
  public static @Nullable DumpRequest of(@Nullable String text) {
    return text != null && text.startsWith(KEY)
        ? new DumpRequest(Path.of(text.substring(KEY.length())))
        : null;
  }

  /// As [#of] reads it.
  public String text() {
    return KEY + file.toAbsolutePath();
  }
}
