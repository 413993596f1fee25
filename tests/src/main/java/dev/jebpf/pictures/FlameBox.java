package dev.jebpf.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmc.flightrecorder.stacktrace.tree.Node;

/// A frame of a flame graph with its place.
///
/// @param node JMC's
/// @param depth frames between it and the root
/// @param left where it starts, in parts of the whole width
/// @param width in parts of the whole width
public record FlameBox(Node node, int depth, double left, double width) {
  /// The boxes of a tree that are at least so wide, heavier ones left of lighter ones.
  ///
  /// @param least in parts of the whole width
  static List<FlameBox> of(Node root, double least) {
    double total = root.getChildren().stream().mapToDouble(Node::getCumulativeWeight).sum();
    List<FlameBox> boxes = new ArrayList<>();
    addChildren(root, 0, 0, new Scale(total, least), boxes);
    return boxes;
  }

  private record Scale(double total, double least) {}

  private static void addChildren(
      Node parent, int depth, double left, Scale scale, List<FlameBox> boxes) {
    double at = left;
    for (Node child : heaviestFirst(parent)) {
      double width = child.getCumulativeWeight() / scale.total();
      if (width >= scale.least()) {
        boxes.add(new FlameBox(child, depth, at, width));
        addChildren(child, depth + 1, at, scale, boxes);
      }
      at += width;
    }
  }

  private static List<Node> heaviestFirst(Node parent) {
    return parent.getChildren().stream()
        .sorted(Comparator.comparingDouble(Node::getCumulativeWeight).reversed())
        .toList();
  }
}
