package dev.jebpf.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Inputs near to good ones.
final class Mutations {
  /// Bytes of numbers that are on the edge of something.
  private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xff};

  private final RandomGenerator random;
  private final List<byte[]> seeds;
  private final List<byte[]> pieces;

  /// @param pieces what may stand anywhere in an input
  Mutations(RandomGenerator random, List<byte[]> seeds, List<byte[]> pieces) {
    this.random = random;
    this.seeds = seeds;
    this.pieces = pieces;
  }

  byte[] next() {
    byte[] input = pick(seeds).clone();
    int changes = 1 + random.nextInt(random.nextBoolean() ? 3 : 12);
    for (int i = 0; i < changes; i++) {
      input = change(input);
    }
    return input;
  }

  private byte[] change(byte[] input) {
    int at = input.length == 0 ? 0 : random.nextInt(input.length);
    return switch (random.nextInt(7)) {
      case 0 -> set(input, at, (byte) random.nextInt(256));
      case 1 -> set(input, at, (byte) EDGES[random.nextInt(EDGES.length)]);
      case 2 -> set(input, at, input.length == 0 ? 0 : (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 3 -> splice(input, at, at, pick(pieces));
      case 4 -> splice(input, at, Math.min(input.length, at + random.nextInt(9)), new byte[0]);
      case 5 -> splice(input, at, at, part(pick(seeds)));
      default -> splice(input, at, Math.min(input.length, at + random.nextInt(5)), pick(pieces));
    };
  }

  private byte[] pick(List<byte[]> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] part(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(24)));
  }

  private static byte[] set(byte[] input, int at, byte value) {
    if (input.length > 0) {
      input[at] = value;
    }
    return input;
  }

  private static byte[] splice(byte[] input, int from, int to, byte[] piece) {
    byte[] result = new byte[input.length - (to - from) + piece.length];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(input, to, result, from + piece.length, input.length - to);
    return result;
  }
}
