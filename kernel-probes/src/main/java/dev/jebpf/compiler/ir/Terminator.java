package dev.jebpf.compiler.ir;

import dev.jebpf.insn.Condition;
import java.util.List;

/// How a [Block] ends.
public sealed interface Terminator {
  record Goto(Block target) implements Terminator {}

  /// Compares at the width of the operands' kind.
  record Branch(Condition condition, Value left, Value right, Block yes, Block no)
      implements Terminator {}

  /// Goes on to `next` unless the kernel decides that the loop ran too long.
  record MayGoto(Block out, Block next) implements Terminator {}

  /// Ends the program with an int.
  record Return(Value result) implements Terminator {}

  /// The blocks control may go to.
  default List<Block> successors() {
    return switch (this) {
      case Goto(Block target) -> List.of(target);
      case Branch(_, _, _, Block yes, Block no) -> List.of(yes, no);
      case MayGoto(Block out, Block next) -> List.of(out, next);
      case Return _ -> List.of();
    };
  }

  /// The values it uses.
  default List<Value> inputs() {
    return switch (this) {
      case Branch(_, Value left, Value right, _, _) -> List.of(left, right);
      case Return(Value result) -> List.of(result);
      case Goto _, MayGoto _ -> List.of();
    };
  }

  /// The same with another target in place of one.
  default Terminator retarget(Block from, Block to) {
    return switch (this) {
      case Goto(Block target) -> new Goto(target == from ? to : target);
      case Branch(Condition c, Value l, Value r, Block yes, Block no) ->
          new Branch(c, l, r, yes == from ? to : yes, no == from ? to : no);
      case MayGoto(Block out, Block next) ->
          new MayGoto(out == from ? to : out, next == from ? to : next);
      case Return r -> r;
    };
  }
}
