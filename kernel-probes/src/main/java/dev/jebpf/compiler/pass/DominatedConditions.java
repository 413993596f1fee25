package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Condition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides branches whose outcome an earlier branch on the way has settled.
public final class DominatedConditions {
  private static final int LESS = 1;
  private static final int EQUAL = 2;
  private static final int GREATER = 4;
  private static final int ANY = LESS | EQUAL | GREATER;

  /// What is known where an edge has been taken.
  private record Fact(Condition condition, Value left, Value right) {}

  private DominatedConditions() {}

  /// Whether any branch was decided.
  public static boolean run(Graph graph) {
    Dominators dominators = new Dominators(graph);
    boolean changed = false;
    for (Block block : dominators.order()) {
      if (block.terminator() instanceof Terminator.Branch branch && branch.yes() != branch.no()) {
        Optional<Boolean> outcome = outcome(dominators, block, branch);
        if (outcome.isPresent()) {
          (outcome.get() ? branch.no() : branch.yes()).removePredecessor(block);
          block.replaceTerminator(new Terminator.Goto(outcome.get() ? branch.yes() : branch.no()));
          changed = true;
        }
      }
    }
    return changed;
  }

  private static Optional<Boolean> outcome(
      Dominators dominators, Block block, Terminator.Branch branch) {
    for (Block b = block; b != null; b = dominators.parent(b)) {
      Fact fact = onEntry(b);
      if (fact != null) {
        Optional<Boolean> outcome = implied(fact, branch);
        if (outcome.isPresent()) {
          return outcome;
        }
      }
    }
    return Optional.empty();
  }

  /// What the only edge into the block says.
  private static @Nullable Fact onEntry(Block block) {
    if (block.predecessors().size() == 1
        && block.predecessors().getFirst().terminator() instanceof Terminator.Branch branch
        && branch.yes() != branch.no()
        && branch.condition().negatable()) {
      Condition condition =
          branch.yes() == block ? branch.condition() : branch.condition().negated();
      return new Fact(condition, branch.left(), branch.right());
    }
    return null;
  }

  private static Optional<Boolean> implied(Fact fact, Terminator.Branch branch) {
    if (fact.left() != branch.left()) {
      return Optional.empty();
    }
    if (fact.right() == branch.right()) {
      return implied(fact.condition(), branch.condition());
    }
    return fact.condition() == Condition.EQ && fact.right().isConstant()
        ? Conditions.evaluate(branch.condition(), fact.right(), branch.right())
        : Optional.empty();
  }

  private static Optional<Boolean> implied(Condition known, Condition asked) {
    if (!comparable(known, asked)) {
      return Optional.empty();
    }
    int possible = outcomes(known);
    int wanted = outcomes(asked);
    if ((possible & ~wanted) == 0) {
      return Optional.of(true);
    }
    return (possible & wanted) == 0 ? Optional.of(false) : Optional.empty();
  }

  /// Signed and unsigned orders say nothing about one another.
  private static boolean comparable(Condition a, Condition b) {
    return isEquality(a) || isEquality(b) || isSigned(a) == isSigned(b);
  }

  private static boolean isEquality(Condition condition) {
    return condition == Condition.EQ || condition == Condition.NE;
  }

  private static boolean isSigned(Condition condition) {
    return switch (condition) {
      case SGT, SGE, SLT, SLE -> true;
      case EQ, NE, TEST, GT, GE, LT, LE -> false;
    };
  }

  private static int outcomes(Condition condition) {
    return switch (condition) {
      case EQ -> EQUAL;
      case NE -> LESS | GREATER;
      case GT, SGT -> GREATER;
      case GE, SGE -> GREATER | EQUAL;
      case LT, SLT -> LESS;
      case LE, SLE -> LESS | EQUAL;
      case TEST -> ANY;
    };
  }
}
