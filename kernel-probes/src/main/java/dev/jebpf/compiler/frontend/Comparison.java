package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.compiler.pass.Conditions;
import dev.jebpf.insn.Condition;
import java.util.Optional;

/// What a conditional jump compares.
record Comparison(Condition condition, Value left, Value right) {

  /// Pops the operands of the jump.
  static Comparison pop(Graph graph, State state, int opcode) {
    Condition condition = Jumps.condition(opcode);
    if (Jumps.comparesWithZero(opcode)) {
      return new Comparison(condition, state.pop(), graph.constant(Kind.INT, 0));
    }
    Value right = Jumps.comparesWithNull(opcode) ? graph.constant(Kind.POINTER, 0) : state.pop();
    return new Comparison(condition, state.pop(), right);
  }

  /// The outcome, if it is known now.
  Optional<Boolean> outcome() {
    if (left.kind() == Kind.OBJECT || right.kind() == Kind.OBJECT) {
      if (left.kind() == right.kind() || left.isConstant() || right.isConstant()) {
        return Optional.of((condition == Condition.EQ) == (left == right));
      }
      throw new UnsupportedCode("an object of the JVM is compared with a pointer of the kernel");
    }
    return Conditions.evaluate(condition, left, right);
  }
}
