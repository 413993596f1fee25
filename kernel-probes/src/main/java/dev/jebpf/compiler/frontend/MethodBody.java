package dev.jebpf.compiler.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/// A method's bytecode cut into basic blocks, with its loops. A block is named by the index of its
/// first instruction.
final class MethodBody {
  private final ClassNode owner;
  private final MethodNode method;
  private final AbstractInsnNode[] instructions;
  private final Map<LabelNode, Integer> labels = new HashMap<>();
  private final BitSet leaders = new BitSet();
  private final List<Integer> order = new ArrayList<>();

  /// The source line of each instruction, 0 where unknown.
  private final int[] lines;

  /// Loop headers and the local variables assigned in their loops.
  private final Map<Integer, BitSet> loops = new HashMap<>();

  MethodBody(ClassNode owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    this.instructions = method.instructions.toArray();
    this.lines = new int[instructions.length];
    int line = 0;
    for (int i = 0; i < instructions.length; i++) {
      if (instructions[i] instanceof LabelNode label) {
        labels.put(label, i);
      } else if (instructions[i] instanceof LineNumberNode number) {
        line = number.line;
      }
      lines[i] = line;
    }
    findLeaders();
    Map<Integer, List<Integer>> predecessors = findOrder();
    findLoops(predecessors);
  }

  /// The source file's path as the package has it.
  String file() {
    String source = owner.sourceFile == null ? "unknown" : owner.sourceFile;
    int slash = owner.name.lastIndexOf('/');
    return owner.name.substring(0, slash + 1) + source;
  }

  String className() {
    return owner.name.replace('/', '.');
  }

  MethodNode method() {
    return method;
  }

  AbstractInsnNode instruction(int index) {
    return instructions[index];
  }

  int line(int index) {
    return lines[index];
  }

  boolean startsBlock(int index) {
    return leaders.get(index);
  }

  /// The reachable blocks, each after those before it, back edges aside.
  List<Integer> order() {
    return order;
  }

  boolean isLoopHeader(int block) {
    return loops.containsKey(block);
  }

  /// Whether the loop at this header assigns the local variable.
  boolean assignedInLoop(int header, int local) {
    BitSet assigned = loops.get(header);
    return assigned != null && assigned.get(local);
  }

  int index(LabelNode label) {
    Integer index = labels.get(label);
    if (index == null) {
      throw new IllegalArgumentException("label of another method");
    }
    return index;
  }

  private void findLeaders() {
    leaders.set(0);
    for (int i = 0; i < instructions.length; i++) {
      List<Integer> targets = jumpTargets(i);
      targets.forEach(leaders::set);
      if (!targets.isEmpty() && i + 1 < instructions.length) {
        leaders.set(i + 1);
      }
    }
  }

  private List<Integer> jumpTargets(int i) {
    List<Integer> targets = new ArrayList<>();
    switch (instructions[i]) {
      case JumpInsnNode jump -> targets.add(index(jump.label));
      case TableSwitchInsnNode table -> {
        table.labels.forEach(label -> targets.add(index(label)));
        targets.add(index(table.dflt));
      }
      case LookupSwitchInsnNode lookup -> {
        lookup.labels.forEach(label -> targets.add(index(label)));
        targets.add(index(lookup.dflt));
      }
      default -> {}
    }
    return targets;
  }

  private int endOf(int block) {
    int end = leaders.nextSetBit(block + 1);
    return end < 0 ? instructions.length : end;
  }

  private List<Integer> successors(int block) {
    int end = endOf(block);
    List<Integer> successors = new ArrayList<>();
    if (fallsThrough(instructions[end - 1]) && end < instructions.length) {
      successors.add(end);
    }
    successors.addAll(jumpTargets(end - 1));
    return successors;
  }

  private static boolean fallsThrough(AbstractInsnNode last) {
    int opcode = last.getOpcode();
    return !(opcode == Opcodes.GOTO
        || opcode == Opcodes.TABLESWITCH
        || opcode == Opcodes.LOOKUPSWITCH
        || opcode == Opcodes.ATHROW
        || Jumps.isReturn(opcode));
  }

  /// Fills [#order] and finds the back edges; returns the predecessors of each block, those of a
  /// header through a back edge marked in [#loops].
  private Map<Integer, List<Integer>> findOrder() {
    Map<Integer, List<Integer>> predecessors = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    Set<Integer> open = new HashSet<>();
    Deque<Integer> path = new ArrayDeque<>();
    Deque<Deque<Integer>> rest = new ArrayDeque<>();
    enter(0, seen, open, path, rest);
    while (!path.isEmpty()) {
      int block = path.element();
      Integer next = rest.element().poll();
      if (next == null) {
        order.add(path.remove());
        rest.remove();
        open.remove(block);
        continue;
      }
      predecessors.computeIfAbsent(next, _ -> new ArrayList<>()).add(block);
      if (open.contains(next)) {
        loops.putIfAbsent(next, new BitSet());
      } else if (!seen.contains(next)) {
        enter(next, seen, open, path, rest);
      }
    }
    Collections.reverse(order);
    return predecessors;
  }

  private void enter(
      int block,
      Set<Integer> seen,
      Set<Integer> open,
      Deque<Integer> path,
      Deque<Deque<Integer>> rest) {
    seen.add(block);
    open.add(block);
    path.push(block);
    rest.push(new ArrayDeque<>(successors(block).reversed()));
  }

  private void findLoops(Map<Integer, List<Integer>> predecessors) {
    Map<Integer, Integer> place = new HashMap<>();
    for (int block : order) {
      place.put(block, place.size());
    }
    for (Map.Entry<Integer, BitSet> loop : loops.entrySet()) {
      int header = loop.getKey();
      Set<Integer> blocks = new HashSet<>(Set.of(header));
      Deque<Integer> work = new ArrayDeque<>();
      for (int latch : predecessors.getOrDefault(header, List.of())) {
        if (place.getOrDefault(latch, -1) >= place.getOrDefault(header, -1)) {
          work.add(latch);
        }
      }
      while (!work.isEmpty()) {
        int block = work.remove();
        if (blocks.add(block)) {
          work.addAll(predecessors.getOrDefault(block, List.of()));
        }
      }
      blocks.forEach(block -> collectAssigned(block, loop.getValue()));
    }
  }

  private void collectAssigned(int block, BitSet assigned) {
    for (int i = block; i < endOf(block); i++) {
      switch (instructions[i]) {
        case IincInsnNode increment -> assigned.set(increment.var);
        case VarInsnNode variable
            when variable.getOpcode() >= Opcodes.ISTORE && variable.getOpcode() <= Opcodes.ASTORE ->
            assigned.set(variable.var);
        default -> {}
      }
    }
  }
}
