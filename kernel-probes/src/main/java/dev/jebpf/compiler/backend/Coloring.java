package dev.jebpf.compiler.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Colours an interference graph with the ten registers: iterated register coalescing (George and
/// Appel, 1996), that is Chaitin and Briggs' optimistic colouring interleaved with conservative
/// coalescing.
final class Coloring {
  /// Registers to be had.
  static final int COLORS = 10;

  private enum MoveState {
    /// To be tried.
    WAITING,
    /// Not safe to coalesce now.
    ACTIVE,
    /// Coalesced, constrained or given up.
    DONE
  }

  private final InterferenceGraph graph;
  private final IntToDoubleFunction discount;
  private final IntPredicate unspillable;
  private final int size;
  private final int[] alias;
  private final int[] degree;
  private final int[] color;
  private final double[] cost;

  /// On the stack or coalesced: no longer in the graph.
  private final BitSet gone = new BitSet();

  private final BitSet spilled = new BitSet();
  private final BitSet simplifiable = new BitSet();
  private final BitSet freezable = new BitSet();
  private final BitSet crowded = new BitSet();
  private final Deque<Integer> stack = new ArrayDeque<>();

  private final List<InterferenceGraph.Move> moves;
  private final MoveState[] states;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final List<List<Integer>> movesOf = new ArrayList<>();

  /// @param discount by what the cost of spilling is to be multiplied: below 1 for a value that can
  /// be made anew instead of kept
  /// @param unspillable whether spilling a register would lead nowhere
  Coloring(InterferenceGraph graph, IntToDoubleFunction discount, IntPredicate unspillable) {
    this.graph = graph;
    this.discount = discount;
    this.unspillable = unspillable;
    size = graph.size();
    alias = new int[size];
    degree = new int[size];
    color = new int[size];
    cost = new double[size];
    Arrays.fill(color, Machine.NONE);
    for (int i = 0; i < size; i++) {
      alias[i] = i;
      degree[i] = i < COLORS ? Integer.MAX_VALUE / 2 : graph.neighbours(i).cardinality();
      cost[i] = initialCost(i);
      movesOf.add(new ArrayList<>());
    }
    moves = List.copyOf(graph.moves());
    states = new MoveState[moves.size()];
    Arrays.fill(states, MoveState.WAITING);
    for (int m = 0; m < states.length; m++) {
      movesOf.get(moves.get(m).to()).add(m);
      movesOf.get(moves.get(m).from()).add(m);
      waiting.add(m);
    }
  }

  private double initialCost(int register) {
    if (unspillable.test(register)) {
      return 1e30;
    }
    return graph.cost(register) * discount.applyAsDouble(register);
  }

  /// Colours; the registers that got none are [#spilled].
  void run() {
    for (int i = 0; i < COLORS; i++) {
      color[i] = i;
    }
    for (int i = Machine.FIRST_VIRTUAL; i < size; i++) {
      if (graph.cost(i) > 0) {
        sort(i);
      }
    }
    while (true) {
      if (!simplifiable.isEmpty()) {
        push(simplifiable.nextSetBit(0));
      } else if (!waiting.isEmpty()) {
        coalesce(waiting.remove());
      } else if (!freezable.isEmpty()) {
        freeze(freezable.nextSetBit(0));
      } else if (!crowded.isEmpty()) {
        int candidate = spillCandidate();
        freeze(candidate);
        push(candidate);
      } else {
        break;
      }
    }
    select();
  }

  /// The registers to spill, coalesced ones included: of those that got no colour the cheapest in
  /// each crowded place, for once they are gone the others may find one.
  BitSet spilled() {
    List<Integer> cheapestFirst =
        spilled.stream()
            .boxed()
            .sorted(Comparator.comparingDouble(r -> cost[r] / graph.neighbours(r).cardinality()))
            .toList();
    BitSet chosen = new BitSet();
    for (int register : cheapestFirst) {
      if (!graph.neighbours(register).intersects(chosen)) {
        chosen.set(register);
      }
    }
    BitSet all = new BitSet();
    for (int i = Machine.FIRST_VIRTUAL; i < size; i++) {
      if (chosen.get(find(i))) {
        all.set(i);
      }
    }
    return all;
  }

  /// The machine's register for a register.
  int color(int register) {
    return color[find(register)];
  }

  /// The register that stands for a register and all those coalesced with it.
  int find(int register) {
    int r = register;
    while (alias[r] != r) {
      r = alias[r];
    }
    return r;
  }

  /// The registers that are alive at the same time as this one or one coalesced with it, each by
  /// the register that stands for it.
  BitSet conflicts(int register) {
    int representative = find(register);
    BitSet conflicts = new BitSet();
    for (int i = Machine.FIRST_VIRTUAL; i < size; i++) {
      if (find(i) == representative) {
        graph.neighbours(i).stream().map(this::find).forEach(conflicts::set);
      }
    }
    return conflicts;
  }

  private static boolean isPrecolored(int register) {
    return register < COLORS;
  }

  /// Puts a register on the list its degree and its copies call for.
  private void sort(int register) {
    crowded.clear(register);
    freezable.clear(register);
    simplifiable.clear(register);
    if (degree[register] >= COLORS) {
      crowded.set(register);
    } else if (isMoveRelated(register)) {
      freezable.set(register);
    } else {
      simplifiable.set(register);
    }
  }

  private void takeOut(int register) {
    crowded.clear(register);
    freezable.clear(register);
    simplifiable.clear(register);
    gone.set(register);
  }

  private BitSet neighbours(int register) {
    BitSet result = (BitSet) graph.neighbours(register).clone();
    result.andNot(gone);
    return result;
  }

  private boolean isMoveRelated(int register) {
    for (int move : movesOf.get(register)) {
      if (states[move] != MoveState.DONE) {
        return true;
      }
    }
    return false;
  }

  private void push(int register) {
    takeOut(register);
    stack.push(register);
    BitSet neighbours = neighbours(register);
    for (int n = neighbours.nextSetBit(0); n >= 0; n = neighbours.nextSetBit(n + 1)) {
      lowerDegree(n);
    }
  }

  private void lowerDegree(int register) {
    if (isPrecolored(register)) {
      return;
    }
    if (degree[register]-- == COLORS) {
      enableMoves(register);
      BitSet neighbours = neighbours(register);
      for (int n = neighbours.nextSetBit(0); n >= 0; n = neighbours.nextSetBit(n + 1)) {
        enableMoves(n);
      }
      sort(register);
    }
  }

  private void enableMoves(int register) {
    for (int move : movesOf.get(register)) {
      if (states[move] == MoveState.ACTIVE) {
        states[move] = MoveState.WAITING;
        waiting.add(move);
      }
    }
  }

  private void coalesce(int move) {
    if (states[move] != MoveState.WAITING) {
      return;
    }
    int a = find(moves.get(move).to());
    int b = find(moves.get(move).from());
    int keep = isPrecolored(b) ? b : a;
    int lost = keep == a ? b : a;
    if (a == b || isPrecolored(lost) || graph.interfere(keep, lost)) {
      states[move] = MoveState.DONE;
      resort(keep);
      resort(lost);
    } else if (isPrecolored(keep) ? george(keep, lost) : briggs(keep, lost)) {
      states[move] = MoveState.DONE;
      combine(keep, lost);
      resort(keep);
    } else {
      states[move] = MoveState.ACTIVE;
    }
  }

  private void resort(int register) {
    if (!isPrecolored(register) && !gone.get(register)) {
      sort(register);
    }
  }

  /// Every neighbour of the one that goes is harmless or a neighbour of the machine's register.
  private boolean george(int keep, int lost) {
    BitSet neighbours = neighbours(lost);
    for (int n = neighbours.nextSetBit(0); n >= 0; n = neighbours.nextSetBit(n + 1)) {
      if (degree[n] >= COLORS && !isPrecolored(n) && !graph.interfere(n, keep)) {
        return false;
      }
    }
    return true;
  }

  /// The two together have fewer neighbours of high degree than there are colours.
  private boolean briggs(int keep, int lost) {
    BitSet both = neighbours(keep);
    both.or(neighbours(lost));
    int significant = 0;
    for (int n = both.nextSetBit(0); n >= 0; n = both.nextSetBit(n + 1)) {
      int shared = graph.interfere(n, keep) && graph.interfere(n, lost) ? 1 : 0;
      if (degree[n] - shared >= COLORS && ++significant >= COLORS) {
        return false;
      }
    }
    return true;
  }

  private void combine(int keep, int lost) {
    BitSet neighbours = neighbours(lost);
    takeOut(lost);
    alias[lost] = keep;
    cost[keep] += cost[lost];
    movesOf.get(keep).addAll(movesOf.get(lost));
    enableMoves(lost);
    for (int n = neighbours.nextSetBit(0); n >= 0; n = neighbours.nextSetBit(n + 1)) {
      if (graph.interfere(n, keep)) {
        lowerDegree(n);
      } else {
        graph.add(n, keep);
        if (!isPrecolored(keep)) {
          degree[keep]++;
        }
      }
    }
  }

  /// Gives up the copies of a register.
  private void freeze(int register) {
    for (int move : movesOf.get(register)) {
      if (states[move] != MoveState.DONE) {
        states[move] = MoveState.DONE;
        int a = find(moves.get(move).to());
        int b = find(moves.get(move).from());
        resort(a == register ? b : a);
      }
    }
    sort(register);
  }

  private int spillCandidate() {
    int best = Machine.NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int i = crowded.nextSetBit(0); i >= 0; i = crowded.nextSetBit(i + 1)) {
      double price = cost[i] / degree[i];
      if (best == Machine.NONE || price < least) {
        best = i;
        least = price;
      }
    }
    return best;
  }

  private void select() {
    List<List<Integer>> partners = partners();
    while (!stack.isEmpty()) {
      int register = stack.pop();
      BitSet taken = new BitSet();
      graph.neighbours(register).stream()
          .map(this::find)
          .filter(n -> color[n] >= 0)
          .forEach(n -> taken.set(color[n]));
      int free = preferred(partners.get(register), taken);
      if (free < COLORS) {
        color[register] = free;
      } else {
        spilled.set(register);
      }
    }
  }

  /// The registers that copies left over connect each register with.
  private List<List<Integer>> partners() {
    List<List<Integer>> partners = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      partners.add(new ArrayList<>());
    }
    for (InterferenceGraph.Move move : moves) {
      int to = find(move.to());
      int from = find(move.from());
      if (to != from) {
        partners.get(to).add(from);
        partners.get(from).add(to);
      }
    }
    return partners;
  }

  /// A register that makes a copy vanish after all, else the first free one.
  private int preferred(List<Integer> partners, BitSet taken) {
    for (int partner : partners) {
      if (color[partner] >= 0 && !taken.get(color[partner])) {
        return color[partner];
      }
    }
    return taken.nextClearBit(0);
  }
}
