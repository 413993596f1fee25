package dev.jebpf.pictures;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The stretch of a recording that has most to show: of lanes, and of kinds of events on them.
final class BusiestWindow {
  /// Windows tried overlap by three quarters.
  private static final int STEPS = 4;

  /// What takes less of a window than this part of it can hardly be seen there.
  private static final int LEAST_PART = 200;

  private BusiestWindow() {}

  /// Where it starts, in nanoseconds since the epoch.
  ///
  /// @param events by start, at least one
  /// @param length in nanoseconds
  static long start(List<Event> events, long length) {
    long best = events.getFirst().start();
    int most = -1;
    for (long start = best; start < events.getLast().start(); start += length / STEPS) {
      int worth = worth(events, start, start + length);
      if (worth > most) {
        most = worth;
        best = start;
      }
    }
    return best;
  }

  /// Pairs of a thread and a type of events that begin and end there.
  private static int worth(List<Event> events, long start, long end) {
    long least = (end - start) / LEAST_PART;
    Set<Object> kinds = new HashSet<>();
    for (Event event : events) {
      if (event.start() >= start && event.end() <= end && event.end() - event.start() >= least) {
        kinds.add(List.of(String.valueOf(event.thread()), event.type()));
      }
    }
    return kinds.size();
  }
}
