package dev.jebpf.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Reads a chunk in a file through a window, so that it takes no more memory the larger the chunk.
/// Positions are those in the chunk.
final class ChunkInput {
  private static final int WINDOW = 64 * 1024;

  private static final int LONGEST_NUMBER = 9;

  private final FileChannel file;
  private final long offset;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;
  private long limit;

  /// @param offset where the chunk begins in the file
  /// @param limit where reading ends
  ChunkInput(FileChannel file, long offset, long limit) {
    this.file = file;
    this.offset = offset;
    this.limit = limit;
  }

  long position() {
    return windowStart + window.position();
  }

  void position(long position) {
    long in = position - windowStart;
    if (in >= 0 && in <= window.limit()) {
      window.position((int) in);
    } else {
      windowStart = position;
      window.position(0).limit(0);
    }
  }

  /// Bytes up to the limit.
  long remaining() {
    return limit - position();
  }

  /// Has reading end elsewhere.
  void limit(long position) {
    limit = position;
  }

  /// A number as [ChunkBuffer#number] writes it.
  ///
  /// @throws MalformedChunkException at the limit
  long number() throws IOException {
    long value = 0;
    for (int i = 0; i < LONGEST_NUMBER - 1; i++) {
      long next = octet();
      value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    return value | (long) octet() << (7 * (LONGEST_NUMBER - 1));
  }

  /// A number of things that are to follow, each at least a byte.
  ///
  /// @throws MalformedChunkException when there can't be so many
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > Math.min(remaining(), Integer.MAX_VALUE)) {
      throw new MalformedChunkException("%d of something are to fit there".formatted(count));
    }
    return (int) count;
  }

  /// A byte, unsigned.
  ///
  /// @throws MalformedChunkException at the limit
  int octet() throws IOException {
    require(1);
    if (!window.hasRemaining()) {
      fill();
    }
    return window.get() & 0xff;
  }

  /// @throws MalformedChunkException beyond the limit
  void skip(long bytes) throws MalformedChunkException {
    require(bytes);
    position(position() + bytes);
  }

  /// Appends the next bytes to others.
  ///
  /// @throws MalformedChunkException beyond the limit
  void copy(long bytes, ChunkBuffer to) throws IOException {
    require(bytes);
    for (long left = bytes; left > 0; ) {
      if (!window.hasRemaining()) {
        fill();
      }
      int length = (int) Math.min(left, window.remaining());
      to.append(window.slice(window.position(), length));
      window.position(window.position() + length);
      left -= length;
    }
  }

  /// A string, empty for none.
  ///
  /// @throws MalformedChunkException for one that is a constant
  String text() throws IOException {
    int encoding = octet();
    return switch (encoding) {
      case ChunkBuffer.NULL, ChunkBuffer.EMPTY -> "";
      case ChunkBuffer.UTF8 -> text(StandardCharsets.UTF_8);
      case ChunkBuffer.CHARACTERS -> characters();
      case ChunkBuffer.LATIN1 -> text(StandardCharsets.ISO_8859_1);
      default -> throw unknown(encoding);
    };
  }

  private String text(Charset charset) throws IOException {
    byte[] encoded = new byte[count()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = (byte) octet();
    }
    return new String(encoded, charset);
  }

  private String characters() throws IOException {
    char[] characters = new char[count()];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (char) number();
    }
    return new String(characters);
  }

  /// Skips a string, whatever its encoding.
  void skipText() throws IOException {
    int encoding = octet();
    switch (encoding) {
      case ChunkBuffer.NULL, ChunkBuffer.EMPTY -> {}
      case ChunkBuffer.CONSTANT -> number();
      case ChunkBuffer.UTF8, ChunkBuffer.LATIN1 -> skip(count());
      case ChunkBuffer.CHARACTERS -> {
        for (int left = count(); left > 0; left--) {
          number();
        }
      }
      default -> throw unknown(encoding);
    }
  }

  private static MalformedChunkException unknown(int encoding) {
    return new MalformedChunkException("a string there has the encoding " + encoding);
  }

  private void require(long bytes) throws MalformedChunkException {
    if (bytes < 0 || bytes > remaining()) {
      throw new MalformedChunkException("it is cut off at its byte " + position());
    }
  }

  private void fill() throws IOException {
    windowStart = position();
    window.clear();
    while (window.hasRemaining() && file.read(window, offset + position()) >= 0) {
      // until full or at the end
    }
    window.flip();
    if (!window.hasRemaining()) {
      throw new IOException("the file became shorter while it was read");
    }
  }
}
