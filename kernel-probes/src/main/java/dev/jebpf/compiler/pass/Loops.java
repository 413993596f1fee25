package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The natural loops of a graph.
public final class Loops {
  private final Map<Block, Set<Block>> bodies = new LinkedHashMap<>();

  public Loops(Graph graph) {
    List<Block> order = graph.order();
    Map<Block, Integer> place = new HashMap<>();
    order.forEach(block -> place.put(block, place.size()));
    for (Block header : order) {
      Deque<Block> work = new ArrayDeque<>();
      for (Block predecessor : header.predecessors()) {
        if (isBackEdge(place, predecessor, header)) {
          work.add(predecessor);
        }
      }
      if (!work.isEmpty()) {
        bodies.put(header, body(header, work));
      }
    }
  }

  private static boolean isBackEdge(Map<Block, Integer> place, Block from, Block to) {
    return place.getOrDefault(from, -1) >= place.getOrDefault(to, Integer.MAX_VALUE);
  }

  private static Set<Block> body(Block header, Deque<Block> work) {
    Set<Block> body = new HashSet<>(Set.of(header));
    while (!work.isEmpty()) {
      Block block = work.remove();
      if (body.add(block)) {
        work.addAll(block.predecessors());
      }
    }
    return body;
  }

  /// The blocks of each loop by its header, outer loops first.
  public Map<Block, Set<Block>> bodies() {
    return bodies;
  }

  /// How many loops the block lies in.
  public int depth(Block block) {
    return (int) bodies.values().stream().filter(body -> body.contains(block)).count();
  }
}
