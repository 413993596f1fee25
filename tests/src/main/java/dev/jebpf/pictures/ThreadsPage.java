package dev.jebpf.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lanes of threads over time, as on JMC's page *Threads* with lanes for traced calls, blocked
/// times and operations: the busiest tenth of a second, and the threads that did most in it.
public final class ThreadsPage {
  private static final int WIDTH = 1200;
  private static final int LEFT = 210;
  private static final int RIGHT = 24;
  private static final int TOP = 76;
  private static final int ROW = 14;
  private static final int GAP = 9;

  /// Of rows, of all lanes together.
  private static final int MOST = 52;

  private static final long WINDOW = 100_000_000;

  /// Narrower than this, in pixels, an event hides nothing of the one drawn before it there.
  private static final double LEAST = 0.4;

  private final TimeLine time;
  private final List<ThreadLane> lanes;
  private final Svg svg;
  private final Map<String, String> legend = new LinkedHashMap<>();
  private double y = TOP;

  /// A page of a recording that has events on lanes.
  public ThreadsPage(JmcRecording recording) {
    List<Event> events =
        recording
            .onLanes()
            .filter(ThreadsPage::ofTheService)
            .sorted(Comparator.comparingLong(Event::start))
            .toList();
    long start = BusiestWindow.start(events, WINDOW);
    time = new TimeLine(start, start + WINDOW, LEFT, WIDTH - LEFT - RIGHT);
    lanes = busiest(ThreadLane.of(events.stream().filter(time::shows).toList()));
    svg = new Svg(WIDTH, "Threads");
  }

  /// Not of the agent or of JFR.
  private static boolean ofTheService(Event event) {
    String thread = String.valueOf(event.thread());
    return !thread.startsWith("jebpf-") && !thread.startsWith("JFR ");
  }

  private static List<ThreadLane> busiest(List<ThreadLane> all) {
    List<ThreadLane> chosen = new ArrayList<>();
    int rows = 0;
    for (ThreadLane lane : mostEventsFirst(all)) {
      rows += lane.rows().size();
      if (rows > MOST) {
        break;
      }
      chosen.add(lane);
    }
    chosen.sort(Comparator.comparing(ThreadLane::name));
    return chosen;
  }

  private static List<ThreadLane> mostEventsFirst(List<ThreadLane> all) {
    return all.stream().sorted(Comparator.comparingInt(ThreadLane::size).reversed()).toList();
  }

  /// What it shows, from the top.
  public List<ThreadLane> lanes() {
    return lanes;
  }

  /// The page as an SVG file; to be called once.
  public String draw() {
    svg.text(10, 24, "h", "Threads");
    svg.text(
        10,
        42,
        "g",
        "the busiest %s, from %s; the threads with most events"
            .formatted(time.since(time.end()), time.begin()));
    lanes.forEach(this::draw);
    axis();
    legend();
    return svg.draw(y + 12);
  }

  private void draw(ThreadLane lane) {
    double height = lane.rows().size() * ROW;
    svg.box(LEFT, y, time.width(), height, Palette.LANE);
    svg.text(10, y + ROW - 3, "b", Svg.fit(lane.name(), LEFT - 65, Svg.SIZE));
    kind("calls", lane.calls());
    for (int depth = 0; depth < lane.calls().size(); depth++) {
      row(lane.calls().get(depth), Palette.call(depth));
    }
    kind("blocked", lane.blocked());
    lane.blocked().forEach(row -> row(row, null));
    kind("file, TCP", lane.operations());
    lane.operations().forEach(row -> row(row, null));
    y += GAP;
  }

  private void kind(String name, List<List<Event>> rows) {
    if (!rows.isEmpty()) {
      svg.text(LEFT - 6, y + ROW - 4, "g s e", name);
    }
  }

  private void row(List<Event> events, @Nullable String colour) {
    double drawnTo = 0;
    for (Event event : events) {
      double left = time.x(Math.max(event.start(), time.start()));
      double width = time.x(Math.min(event.end(), time.end())) - left;
      if (left + width - drawnTo >= LEAST) {
        draw(event, left, Math.max(width, LEAST), colour == null ? colour(event) : colour);
        drawnTo = left + width;
      }
    }
    y += ROW;
  }

  private void draw(Event event, double left, double width, String colour) {
    String what = what(event);
    svg.box(left, y + 1, width, ROW - 2, colour, what + ", " + event.shown("duration"));
    String shown = Svg.fit(what, width - 4, 9);
    if (!shown.isEmpty()) {
      svg.text(left + 2, y + ROW - 4, "s", shown);
    }
  }

  private String colour(Event event) {
    if (event.type().equals("jebpf.ThreadBlocked")) {
      String state = event.shown("state");
      legend.put(state, Palette.state(state));
      return Palette.state(state);
    }
    legend.put(event.item().getType().getName(), Palette.type(event.type()));
    return Palette.type(event.type());
  }

  /// What is written on an event.
  private static String what(Event event) {
    return switch (event.type()) {
      case "jebpf.MethodCall" -> simple(event.shown("method"));
      case "jebpf.ThreadBlocked" -> event.shown("state") + blocker(event);
      default -> event.item().getType().getName() + bytes(event);
    };
  }

  private static String blocker(Event event) {
    String blocker = event.shown("blocker");
    return blocker.isEmpty() ? "" : ": " + blocker.substring(blocker.lastIndexOf('.') + 1);
  }

  private static String bytes(Event event) {
    return event.number("bytes") == 0 ? "" : " " + event.shown("bytes");
  }

  /// Class and method without the package.
  private static String simple(String method) {
    int name = method.lastIndexOf('.');
    return method.substring(method.lastIndexOf('.', name - 1) + 1);
  }

  private void axis() {
    svg.line(LEFT, TOP - 6, WIDTH - RIGHT, TOP - 6, "#888");
    for (long tick : time.ticks()) {
      double x = time.x(tick);
      svg.line(x, TOP - 10, x, y - GAP, Palette.RULE);
      svg.text(x, TOP - 12, "g s m", tick == time.start() ? "0" : time.since(tick));
    }
  }

  private void legend() {
    y += 4;
    double x = LEFT;
    legend.put("Method Call", Palette.call(0));
    for (Map.Entry<String, String> entry : legend.entrySet()) {
      svg.box(x, y - 1, 10, 10, entry.getValue());
      svg.text(x + 14, y + 8, "s", entry.getKey());
      x += 26 + entry.getKey().length() * 5.2;
    }
    y += 10;
  }
}
