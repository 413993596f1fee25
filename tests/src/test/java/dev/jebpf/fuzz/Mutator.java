package dev.jebpf.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Changes bytes at random, mostly a little, in the ways that parsers of lengths, offsets and
/// separators mind.
final class Mutator {
  private static final int[] NUMBERS = {
    0, 1, -1, 2, 4, 127, 128, 255, 256, 4096, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final RandomGenerator random;
  private final List<byte[]> words;

  /// @param words what the format is made of, such as keywords; may be empty
  Mutator(RandomGenerator random, List<byte[]> words) {
    this.random = random;
    this.words = words;
  }

  byte[] mutate(byte[] input, byte[] other) {
    byte[] bytes = input;
    for (int changes = 1 + random.nextInt(1 << random.nextInt(4)); changes > 0; changes--) {
      bytes = bytes.length == 0 ? other.clone() : change(bytes, other);
    }
    return bytes;
  }

  private byte[] change(byte[] input, byte[] other) {
    int at = random.nextInt(input.length);
    return switch (random.nextInt(9)) {
      case 0 -> with(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(input, at, (byte) random.nextInt());
      case 2 -> number(input, at, NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3 -> number(input, at, random.nextInt(-4, input.length + 4));
      case 4 -> random.nextInt(4) == 0 ? Arrays.copyOf(input, at) : input.clone();
      case 5 -> splice(input, at, Math.min(input.length, at + random.nextInt(17)), new byte[0]);
      case 6 -> splice(input, at, at, piece(input));
      case 7 -> splice(input, at, Math.min(input.length, at + random.nextInt(9)), piece(other));
      default ->
          words.isEmpty()
              ? swap(input, at)
              : splice(input, at, at, words.get(random.nextInt(words.size())));
    };
  }

  private static byte[] with(byte[] input, int at, byte value) {
    byte[] bytes = input.clone();
    bytes[at] = value;
    return bytes;
  }

  /// A number of 1, 2 or 4 bytes, in either order.
  private byte[] number(byte[] input, int at, int value) {
    int size = 1 << random.nextInt(3);
    int ordered = random.nextInt(4) == 0 ? Integer.reverseBytes(value) >>> 32 - 8 * size : value;
    byte[] bytes = input.clone();
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (ordered >>> 8 * i);
    }
    return bytes;
  }

  private byte[] piece(byte[] of) {
    if (of.length == 0) {
      return of;
    }
    int from = random.nextInt(of.length);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(33)));
  }

  private byte[] swap(byte[] input, int at) {
    int with = random.nextInt(input.length);
    byte[] bytes = input.clone();
    bytes[at] = input[with];
    bytes[with] = input[at];
    return bytes;
  }

  private static byte[] splice(byte[] input, int from, int to, byte[] piece) {
    byte[] bytes = Arrays.copyOf(input, from + piece.length + input.length - to);
    System.arraycopy(piece, 0, bytes, from, piece.length);
    System.arraycopy(input, to, bytes, from + piece.length, input.length - to);
    return bytes;
  }
}
