package dev.jebpf.map;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `BPF_MAP_*_ELEM` and `BPF_MAP_LOOKUP_BATCH`. Offsets are those of `union bpf_attr` in
/// `linux/bpf.h`.
final class MapElements {
  /// `BPF_ANY` and `BPF_NOEXIST`.
  static final long ANY = 0;

  static final long NO_EXIST = 1;

  private static final int MAP_FD = 0;
  private static final int KEY = 8;
  private static final int VALUE = 16;
  private static final int FLAGS = 24;

  private static final int IN_BATCH = 0;
  private static final int OUT_BATCH = 8;
  private static final int KEYS = 16;
  private static final int VALUES = 24;
  private static final int COUNT = 32;
  private static final int BATCH_MAP_FD = 36;

  private MapElements() {}

  /// Copies the value of a key; false if there is none.
  static boolean lookup(KernelMap map, MemorySegment key, MemorySegment value) {
    long result = element(map, BpfCommand.MAP_LOOKUP_ELEM, key, value, 0);
    if (Errno.ENOENT.is(result)) {
      return false;
    }
    return check(map, BpfCommand.MAP_LOOKUP_ELEM, result, "look up in ");
  }

  /// Stores a value; false if [#NO_EXIST] was asked for and the key is there.
  static boolean update(KernelMap map, MemorySegment key, MemorySegment value, long flags) {
    long result = element(map, BpfCommand.MAP_UPDATE_ELEM, key, value, flags);
    if (flags == NO_EXIST && Errno.EEXIST.is(result)) {
      return false;
    }
    return check(map, BpfCommand.MAP_UPDATE_ELEM, result, "update ");
  }

  /// Removes a key; 0 or a negated errno.
  static int delete(KernelMap map, MemorySegment key) {
    return (int) element(map, BpfCommand.MAP_DELETE_ELEM, key, MemorySegment.NULL, 0);
  }

  /// A step of a walk through all entries.
  ///
  /// @param entries how many were copied
  /// @param last whether there are no more
  /// @param tooSmall whether not even the next bucket fitted; nothing was copied then
  record Batch(int entries, boolean last, boolean tooSmall) {}

  /// Copies the next entries of a walk. Minimum kernel 5.6.
  ///
  /// @param position where the walk stands; updated
  /// @param first whether this is the first step
  static Batch next(
      KernelMap map,
      MemorySegment position,
      boolean first,
      MemorySegment keys,
      MemorySegment values,
      int capacity) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putLong(IN_BATCH, first ? 0 : position.address())
              .putAddress(OUT_BATCH, position)
              .putAddress(KEYS, keys)
              .putAddress(VALUES, values)
              .putInt(COUNT, capacity)
              .putInt(BATCH_MAP_FD, map.descriptor().number());
      long result = Bpf.call(map.kernel(), BpfCommand.MAP_LOOKUP_BATCH, attribute);
      if (Errno.ENOSPC.is(result)) {
        return new Batch(0, false, true);
      }
      boolean last = Errno.ENOENT.is(result);
      if (!last) {
        check(map, BpfCommand.MAP_LOOKUP_BATCH, result, "walk through ");
      }
      return new Batch(attribute.getInt(COUNT), last, false);
    }
  }

  private static long element(
      KernelMap map, BpfCommand command, MemorySegment key, MemorySegment value, long flags) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(MAP_FD, map.descriptor().number())
              .putAddress(KEY, key)
              .putAddress(VALUE, value)
              .putLong(FLAGS, flags);
      return Bpf.call(map.kernel(), command, attribute);
    }
  }

  private static boolean check(KernelMap map, BpfCommand command, long result, String attempted) {
    if (result < 0) {
      throw Bpf.failure(command, result, attempted + map);
    }
    return true;
  }
}
