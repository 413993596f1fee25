package dev.jebpf.pictures;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.unit.UnitLookup;

/// A stretch of time on a stretch of a picture.
///
/// @param start of the time, in nanoseconds since the epoch
/// @param end in nanoseconds since the epoch
/// @param left where it starts in the picture
/// @param width how wide it is there
record TimeLine(long start, long end, double left, double width) {
  private static final int TICKS = 8;

  /// Where a time is.
  double x(long nanos) {
    return left + width * (nanos - start) / (end - start);
  }

  /// Whether any of an event is on it.
  boolean shows(Event event) {
    return event.end() > start && event.start() < end;
  }

  /// Round times on it, in nanoseconds since the epoch: about eight, and 1, 2 or 5 times a power of
  /// ten apart, counted from the start.
  List<Long> ticks() {
    long step = step((end - start) / TICKS);
    List<Long> ticks = new ArrayList<>();
    for (long tick = start; tick <= end; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static long step(long least) {
    long power = 1;
    while (power * 10 <= least) {
      power *= 10;
    }
    return least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
  }

  /// How far a time is from the start, as JMC shows durations.
  String since(long nanos) {
    return UnitLookup.NANOSECOND.quantity(nanos - start).displayUsing(IDisplayable.AUTO);
  }

  /// The start, as JMC shows times.
  String begin() {
    return UnitLookup.EPOCH_NS.quantity(start).displayUsing(IDisplayable.AUTO);
  }
}
