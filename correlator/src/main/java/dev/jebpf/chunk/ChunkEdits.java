package dev.jebpf.chunk;

import java.io.IOException;

/// Takes what is to be written in place of some bytes of a chunk, in the order of the bytes.
@FunctionalInterface
interface ChunkEdits {
  /// Replaces some bytes.
  ///
  /// @param from the first byte that is replaced
  /// @param to behind the last
  /// @param with valid until this returns
  void replace(long from, long to, ChunkBuffer with) throws IOException;
}
