package dev.jebpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Where each type begins, and the named ones by a hash of their name.
final class BtfIndex {
  /// Of vmlinux's types about 130,000 fit the first allocation.
  private static final int INITIAL_TYPES = 1 << 17;

  private final BtfBytes bytes;
  private final int count;

  /// Position of type `id` at `id`; 0 is unused.
  private final int[] positions;

  /// First id of each hash bucket, and by id the next of the same bucket; 0 ends a chain.
  private final int[] heads;

  private final int[] next;

  private BtfIndex(BtfBytes bytes, int count, int[] positions, int[] heads, int[] next) {
    this.bytes = bytes;
    this.count = count;
    this.positions = positions;
    this.heads = heads;
    this.next = next;
  }

  static BtfIndex of(BtfBytes bytes) {
    int[] positions = new int[Math.min(INITIAL_TYPES, 1 + typesAtMost(bytes))];
    int count = 0;
    long position = bytes.typesStart();
    while (position < bytes.typesEnd()) {
      long end = position + BtfBytes.TYPE_BYTES;
      if (end <= bytes.typesEnd()) {
        end += bytes.kind((int) position).extraBytes(bytes.elements((int) position));
      }
      if (end > bytes.typesEnd()) {
        throw new BtfException("type id=" + (count + 1) + " reaches past the end of the types");
      }
      if (++count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count] = (int) position;
      position = end;
    }
    int[] heads = new int[Math.max(16, Integer.highestOneBit(count))];
    int[] next = new int[count + 1];
    for (int id = count; id > 0; id--) {
      int name = bytes.word(positions[id]);
      if (name != 0) {
        int bucket = bucket(bytes.stringHash(name), heads.length);
        next[id] = heads[bucket];
        heads[bucket] = id;
      }
    }
    return new BtfIndex(bytes, count, positions, heads, next);
  }

  int count() {
    return count;
  }

  /// Where type `id` begins.
  int position(int id) {
    if (id < 1 || id > count) {
      throw new BtfException("type id=" + Integer.toUnsignedString(id) + " of " + count);
    }
    return positions[id];
  }

  /// The types of this name, by ascending id.
  IntStream named(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    if (wanted.length == 0) {
      return IntStream.empty();
    }
    int first = heads[bucket(BtfBytes.hash(wanted), heads.length)];
    return IntStream.iterate(first, id -> id != 0, id -> next[id])
        .filter(id -> bytes.stringEquals(bytes.word(positions[id]), wanted));
  }

  private static int bucket(int hash, int buckets) {
    return (hash ^ hash >>> 15) & buckets - 1;
  }

  private static int typesAtMost(BtfBytes bytes) {
    return (bytes.typesEnd() - bytes.typesStart()) / BtfBytes.TYPE_BYTES;
  }
}
