package dev.jebpf.pictures;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.IMCMethod;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.ItemCollectionToolkit;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.stacktrace.FrameSeparator;
import org.openjdk.jmc.flightrecorder.stacktrace.FrameSeparator.FrameCategorization;
import org.openjdk.jmc.flightrecorder.stacktrace.tree.AggregatableFrame;
import org.openjdk.jmc.flightrecorder.stacktrace.tree.StacktraceTreeModel;

/// JMC's flame graph of the events of one type, weighted by one of their fields: the tree is JMC's,
/// drawn as an icicle graph, with the first frames at the top, as JMC does.
public final class FlamePage {
  private static final int WIDTH = 1200;
  private static final int MARGIN = 10;
  private static final int TOP = 52;
  private static final int ROW = 16;

  /// Pixels; what is narrower could not be told apart.
  private static final double LEAST = 4;

  private final String title;
  private final IUnit unit;
  private final StacktraceTreeModel model;
  private final List<FlameBox> boxes;
  private final double total;

  /// A page of at least one event with a stack.
  ///
  /// @param weight the field, in the same unit in all events
  /// @param title what is weighted
  public FlamePage(List<Event> events, IAttribute<IQuantity> weight, String title) {
    this.title = title;
    unit = unit(events.getFirst(), weight);
    IItemCollection items = ItemCollectionToolkit.build(events.stream().map(Event::item));
    model =
        new StacktraceTreeModel(
            items, new FrameSeparator(FrameCategorization.METHOD, false), false, weight);
    boxes = FlameBox.of(model.getRoot(), LEAST / (WIDTH - 2 * MARGIN));
    total =
        model.getRoot().getChildren().stream()
            .mapToDouble(node -> node.getCumulativeWeight())
            .sum();
  }

  /// What JMC's tree weighs in: amounts of memory in KiB (`StacktraceTreeModel::addItem`), all else
  /// as the events have it.
  private static IUnit unit(Event event, IAttribute<IQuantity> weight) {
    return weight.getContentType().equals(UnitLookup.MEMORY)
        ? UnitLookup.MEMORY.getUnit("KiB")
        : event.quantity(weight).getUnit();
  }

  /// The frames that are wide enough to be seen.
  public List<FlameBox> boxes() {
    return boxes;
  }

  /// What all stacks weigh together.
  public IQuantity total() {
    return weight(total);
  }

  private IQuantity weight(double value) {
    IQuantity exact = unit.quantity(value);
    return exact.in(exact.getType().getPreferredUnit(exact, 1, 1_000));
  }

  /// The page as an SVG file.
  public String draw() {
    var svg = new Svg(WIDTH, title);
    svg.text(MARGIN, 24, "h", title);
    svg.text(MARGIN, 42, "g", "all stacks: " + total().displayUsing(IDisplayable.AUTO));
    boxes.forEach(box -> draw(box, svg));
    int depth = boxes.stream().mapToInt(FlameBox::depth).max().orElse(0);
    return svg.draw(TOP + (depth + 1) * ROW + MARGIN);
  }

  private void draw(FlameBox box, Svg svg) {
    double x = MARGIN + box.left() * (WIDTH - 2 * MARGIN);
    double width = box.width() * (WIDTH - 2 * MARGIN);
    double y = TOP + box.depth() * ROW;
    String name = name(box.node().getFrame());
    svg.box(
        x,
        y,
        Math.max(width - 0.7, 0.5),
        ROW - 1,
        Palette.frame(packageOf(box.node().getFrame().getMethod())),
        name + ", " + weight(box));
    String shown = Svg.fit(name, width - 4, Svg.SIZE);
    if (!shown.isEmpty()) {
      svg.text(x + 3, y + ROW - 4, "", shown);
    }
  }

  private String weight(FlameBox box) {
    return "%s (%.1f %%)"
        .formatted(
            weight(box.node().getCumulativeWeight()).displayUsing(IDisplayable.AUTO),
            100 * box.width());
  }

  private static String name(AggregatableFrame frame) {
    IMCMethod method = frame.getMethod();
    return method == null ? "[frames below are missing]" : frame.getHumanReadableShortString();
  }

  private static String packageOf(@Nullable IMCMethod method) {
    if (method == null || method.getType().getPackage() == null) {
      return "";
    }
    String name = method.getType().getPackage().getName();
    return name == null ? "" : name;
  }
}
