package dev.jebpf.correlator;

import dev.jebpf.bridge.VirtualWords;
import dev.jebpf.jfr.VirtualTimes;

/// Reads [VirtualWords].
final class VirtualReading {
  private VirtualReading() {}

  /// @param words an array that has them
  /// @param first index of the first
  static VirtualTimes of(long[] words, int first) {
    return new VirtualTimes(
        words[first + VirtualWords.PARKED],
        words[first + VirtualWords.PARKED_SOCKET],
        words[first + VirtualWords.PARKED_LOCK],
        words[first + VirtualWords.PARKED_JOIN],
        words[first + VirtualWords.PINNED],
        words[first + VirtualWords.PINS_NATIVE],
        words[first + VirtualWords.PINS_CRITICAL]);
  }
}
