package dev.jebpf.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmc.common.IMCThread;

/// What one thread did, in rows of events that do not overlap: traced calls by how deep they are
/// nested, the times it was blocked, and its operations and other kernel events.
///
/// @param thread whose lane it is
/// @param calls a row for each depth, the outermost calls first
/// @param blocked rows of blocked times
/// @param operations rows of everything else
public record ThreadLane(
    IMCThread thread,
    List<List<Event>> calls,
    List<List<Event>> blocked,
    List<List<Event>> operations) {
  private static final String CALL = "jebpf.MethodCall";
  private static final String BLOCKED = "jebpf.ThreadBlocked";

  /// The lanes of events, one for each thread that JMC tells apart, in the order of their names.
  static List<ThreadLane> of(List<Event> events) {
    Map<IMCThread, List<Event>> byThread = new LinkedHashMap<>();
    for (Event event : events) {
      byThread
          .computeIfAbsent(Objects.requireNonNull(event.thread()), _ -> new ArrayList<>())
          .add(event);
    }
    return byThread.entrySet().stream()
        .map(lane -> of(lane.getKey(), lane.getValue()))
        .sorted(Comparator.comparing(ThreadLane::name))
        .toList();
  }

  private static ThreadLane of(IMCThread thread, List<Event> events) {
    return new ThreadLane(
        thread,
        rows(events.stream().filter(event -> event.type().equals(CALL)).toList()),
        rows(events.stream().filter(event -> event.type().equals(BLOCKED)).toList()),
        rows(events.stream().filter(ThreadLane::isOperation).toList()));
  }

  private static boolean isOperation(Event event) {
    return !event.type().equals(CALL) && !event.type().equals(BLOCKED);
  }

  /// The outer event, which begins first or lasts longer, is in the row above the inner one.
  private static List<List<Event>> rows(List<Event> events) {
    List<List<Event>> rows = new ArrayList<>();
    List<Event> sorted =
        events.stream()
            .sorted(
                Comparator.comparingLong(Event::start)
                    .thenComparing(Comparator.comparingLong(Event::end).reversed()))
            .toList();
    for (Event event : sorted) {
      rowFor(event, rows).add(event);
    }
    return rows;
  }

  private static List<Event> rowFor(Event event, List<List<Event>> rows) {
    for (List<Event> row : rows) {
      if (row.getLast().end() <= event.start()) {
        return row;
      }
    }
    List<Event> row = new ArrayList<>();
    rows.add(row);
    return row;
  }

  /// The thread's name as JMC shows it beside the lane.
  String name() {
    return thread.getThreadName() == null ? "" : thread.getThreadName();
  }

  /// How many events are on it.
  int size() {
    return rows().stream().mapToInt(List::size).sum();
  }

  /// All rows from the top.
  List<List<Event>> rows() {
    List<List<Event>> rows = new ArrayList<>(calls);
    rows.addAll(blocked);
    rows.addAll(operations);
    return rows;
  }
}
