package dev.jebpf.chunk;

import java.io.IOException;

/// A recording is not as its format says; the message says what is wrong with it.
public final class MalformedChunkException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedChunkException(String message) {
    super(message);
  }
}
