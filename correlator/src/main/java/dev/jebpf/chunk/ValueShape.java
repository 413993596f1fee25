package dev.jebpf.chunk;

import java.io.IOException;
import java.util.List;

/// How many bytes a value takes, which mostly shows only in reading it.
sealed interface ValueShape {
  /// Passes over a value.
  ///
  /// @throws MalformedChunkException when the value ends beyond the input
  void skip(ChunkInput input) throws IOException;

  /// A fixed number of bytes: `boolean`, `float`.
  record Bytes(int count) implements ValueShape {
    @Override
    public void skip(ChunkInput input) throws IOException {
      input.skip(count);
    }
  }

  /// An integer, a character, or the key of a constant.
  record Varint() implements ValueShape {
    @Override
    public void skip(ChunkInput input) throws IOException {
      input.number();
    }
  }

  /// A string.
  record Text() implements ValueShape {
    @Override
    public void skip(ChunkInput input) throws IOException {
      input.skipText();
    }
  }

  /// A number of values.
  record Array(ValueShape element) implements ValueShape {
    @Override
    public void skip(ChunkInput input) throws IOException {
      for (int left = input.count(); left > 0; left--) {
        element.skip(input);
      }
    }
  }

  /// The values of fields, none of which is empty.
  record Fields(List<ValueShape> shapes) implements ValueShape {
    @Override
    public void skip(ChunkInput input) throws IOException {
      for (ValueShape shape : shapes) {
        shape.skip(input);
      }
    }
  }
}
