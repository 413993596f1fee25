package dev.jebpf.pictures;

import java.util.List;

/// JMC's event browser: the tree of event types by category, and a table of the events of one of
/// them with JMC's texts and units.
public final class EventBrowserPage {
  private static final int WIDTH = 1200;
  private static final int TREE = 215;
  private static final int TOP = 58;
  private static final int ROW = 17;
  private static final int INDENT = 14;
  private static final int MARGIN = 10;

  /// A column of the table.
  ///
  /// @param field whose values it has
  /// @param width in pixels
  public record Column(String field, int width) {}

  private final List<EventType> types;
  private final List<Event> events;
  private final List<Column> columns;
  private final Svg svg = new Svg(WIDTH, "Event Browser");
  private double treeEnd = TOP;

  /// A page.
  ///
  /// @param events to show, at least one, all of one type
  public EventBrowserPage(JmcRecording recording, List<Event> events, List<Column> columns) {
    types = recording.types().stream().filter(type -> type.category().contains("jebpf")).toList();
    this.events = events;
    this.columns = columns;
  }

  /// The page as an SVG file; to be called once.
  ///
  /// @param subtitle says which events these are
  public String draw(String subtitle) {
    svg.text(MARGIN, 24, "h", "Event Browser");
    svg.text(TREE + MARGIN, 42, "g", subtitle);
    tree();
    table();
    return svg.draw(Math.max(treeEnd, TOP + (events.size() + 1) * ROW) + MARGIN);
  }

  private void tree() {
    List<String> folders =
        types.stream().map(type -> type.category().getLast()).distinct().sorted().toList();
    line(0, "b", "jebpf");
    for (String folder : folders) {
      line(1, "b", folder);
      types.stream().filter(type -> type.category().getLast().equals(folder)).forEach(this::line);
    }
  }

  private void line(EventType type) {
    if (type.id().equals(events.getFirst().type())) {
      svg.box(MARGIN / 2, treeEnd - ROW + 5, TREE - MARGIN, ROW, "#cfe2f3");
    }
    line(2, "", "%s (%,d)".formatted(type.label(), type.events().size()));
  }

  private void line(int depth, String classes, String text) {
    svg.text(MARGIN + depth * INDENT, treeEnd, classes, text);
    treeEnd += ROW;
  }

  private void table() {
    double y = TOP;
    svg.box(TREE, y - ROW + 5, WIDTH - TREE - MARGIN, ROW, "#e8e8e8");
    Event first = events.getFirst();
    row(y, "b", column -> first.label(column.field()));
    for (Event event : events) {
      y += ROW;
      row(y, "", column -> event.shown(column.field()));
      svg.line(TREE, y + 5, WIDTH - MARGIN, y + 5, Palette.LANE);
    }
  }

  private interface Cell {
    String text(Column column);
  }

  private void row(double y, String classes, Cell cell) {
    double x = TREE + 5;
    for (Column column : columns) {
      svg.text(x, y, classes, Svg.fit(cell.text(column), column.width() - 6, Svg.SIZE));
      x += column.width();
    }
  }
}
