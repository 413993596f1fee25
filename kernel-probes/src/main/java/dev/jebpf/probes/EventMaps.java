package dev.jebpf.probes;

import dev.jebpf.event.code.SavedCall;
import dev.jebpf.event.code.SavedTextCall;
import dev.jebpf.event.plan.Candidate;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.map.Maps;

/// The maps of one event's programs.
///
/// @param counters of all events, by their numbers
/// @param calls those under way, by thread and depth
/// @param blank what a call is before anything is noted of it: never written, all zeroes
record EventMaps(
    RingBuffer ring,
    PerCpuArray<EventCounters> counters,
    HashTable<? extends SavedCall> calls,
    PerCpuArray<? extends SavedCall> blank) {

  /// Calls of one function that can be under way at the same time.
  static final int CALLS = 4096;

  /// Maps for an event of this number; `owner` owns them. What has no end needs no room for calls.
  static EventMaps create(
      Maps owner,
      RingBuffer ring,
      PerCpuArray<EventCounters> counters,
      int number,
      Candidate candidate) {
    int room = candidate.hasExit() ? CALLS : 1;
    return candidate.hasTexts()
        ? create(owner, ring, counters, number, SavedTextCall.class, room)
        : create(owner, ring, counters, number, SavedCall.class, room);
  }

  private static <C extends SavedCall & MapView> EventMaps create(
      Maps owner,
      RingBuffer ring,
      PerCpuArray<EventCounters> counters,
      int number,
      Class<C> call,
      int room) {
    return new EventMaps(
        ring,
        counters,
        owner.hashTable("jebpf_calls" + number, call, room),
        owner.perCpuArray("jebpf_call" + number, call, 1));
  }
}
