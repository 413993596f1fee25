package dev.jebpf.usdt.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What an image is written to.
@FunctionalInterface
public interface Storage {
  /// Writes all that remains of the bytes.
  ///
  /// @param offset in the file
  void write(long offset, ByteBuffer bytes) throws IOException;
}
