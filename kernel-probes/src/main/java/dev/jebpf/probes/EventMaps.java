package dev.jebpf.probes;

import dev.jebpf.event.code.SavedCall;
import dev.jebpf.event.code.SavedTextCall;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.map.Maps;

/// The maps of one event's programs.
///
/// @param counters of all events, by their numbers
/// @param calls those under way, by thread and depth
/// @param scratch where a call is put together before it goes there
record EventMaps(
    RingBuffer ring,
    PerCpuArray<EventCounters> counters,
    HashTable<? extends SavedCall> calls,
    PerCpuArray<? extends SavedCall> scratch) {

  /// Calls of one function that can be under way at the same time.
  static final int CALLS = 4096;

  /// Maps for an event of this number; `owner` owns them.
  static EventMaps create(
      Maps owner, RingBuffer ring, PerCpuArray<EventCounters> counters, int number, boolean texts) {
    return texts
        ? create(owner, ring, counters, number, SavedTextCall.class)
        : create(owner, ring, counters, number, SavedCall.class);
  }

  private static <C extends SavedCall & MapView> EventMaps create(
      Maps owner, RingBuffer ring, PerCpuArray<EventCounters> counters, int number, Class<C> call) {
    return new EventMaps(
        ring,
        counters,
        owner.hashTable("jebpf_calls" + number, call, CALLS),
        owner.perCpuArray("jebpf_call" + number, call, 1));
  }
}
