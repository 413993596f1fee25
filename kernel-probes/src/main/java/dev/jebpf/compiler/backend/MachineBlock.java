package dev.jebpf.compiler.backend;

import dev.jebpf.compiler.ir.Position;
import java.util.ArrayList;
import java.util.List;

/// A basic block of [Machine] instructions; the last one says where control goes.
final class MachineBlock {
  /// An instruction and where it comes from.
  record Item(Machine instruction, Position position) {}

  private final int id;
  private final int loopDepth;
  private List<Item> items = new ArrayList<>();

  MachineBlock(int id, int loopDepth) {
    this.id = id;
    this.loopDepth = loopDepth;
  }

  int id() {
    return id;
  }

  /// How many loops the block lies in.
  int loopDepth() {
    return loopDepth;
  }

  List<Item> items() {
    return items;
  }

  void items(List<Item> newItems) {
    items = newItems;
  }

  void add(Machine instruction, Position position) {
    items.add(new Item(instruction, position));
  }

  List<MachineBlock> successors() {
    return switch (items.getLast().instruction()) {
      case Machine.Branch(_, _, _, _, MachineBlock yes, MachineBlock no) -> List.of(yes, no);
      case Machine.Goto(MachineBlock target) -> List.of(target);
      case Machine.MayGoto(MachineBlock out, MachineBlock next) -> List.of(out, next);
      default -> List.of();
    };
  }

  @Override
  public String toString() {
    return "m" + id;
  }
}
