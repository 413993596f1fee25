package dev.jebpf.rules;

import java.util.List;
import java.util.function.ToLongFunction;

/// A way in which something can be missing from a recording.
///
/// @param field of `jebpf.Losses`
/// @param of what the number is a part of; with the number itself it makes the whole
/// @param most the highest score: 74 where no account or statistics suffer
/// @param text what it means, after the number
record Loss(String field, ToLongFunction<Totals> of, double most, String text) {
  /// What was recorded, to compare with what was not.
  ///
  /// @param records read from the kernel
  /// @param calls in the statistics of methods
  /// @param threads with an account
  /// @param connections opened
  record Totals(long records, long calls, long threads, long connections) {}

  static final List<Loss> KINDS =
      List.of(
          new Loss(
              "ringDrops",
              Totals::records,
              74,
              "records of slow operations or kernel events had no room in the ring buffer: these"
                  + " have no event; statistics and accounts have them"),
          new Loss(
              "slotsExhausted",
              Totals::threads,
              100,
              "times a thread found no free slot: it has no account, and its calls no states"),
          new Loss(
              "spansAbandoned",
              Totals::calls,
              100,
              "calls could not be followed to their end: they are missing from the methods"),
          new Loss(
              "samplesDropped",
              Totals::calls,
              100,
              "calls are missing from the statistics of the methods"),
          new Loss(
              "recordsUnresolved",
              Totals::records,
              74,
              "records whose thread had ended before they were read: their time is in the"
                  + " statistics, but has no thread or call"),
          new Loss(
              "connectsUntracked",
              Totals::connections,
              74,
              "connections were not followed, the table of pending ones was full: they have no"
                  + " event"));

  /// The part that was lost.
  double share(long lost, Totals totals) {
    return Amounts.share(lost, of.applyAsLong(totals) + lost);
  }
}
