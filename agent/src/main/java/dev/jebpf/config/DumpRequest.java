package dev.jebpf.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// To write a file of what is recorded so far.
public record DumpRequest(Path file) implements AgentRequest {
  private static final String KEY = "dump=";

  /// The request that a text is; null for another, or options.
  static @Nullable DumpRequest of(String text) {
    return text.startsWith(KEY) ? new DumpRequest(Path.of(text.substring(KEY.length()))) : null;
  }

  @Override
  public String text() {
    return KEY + file.toAbsolutePath();
  }
}
