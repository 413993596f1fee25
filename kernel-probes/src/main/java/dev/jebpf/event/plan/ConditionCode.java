package dev.jebpf.event.plan;

import dev.jebpf.event.Condition;
import dev.jebpf.event.Condition.Literal;
import dev.jebpf.event.Condition.Operand;
import dev.jebpf.event.Condition.Variable;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.code.Both;
import dev.jebpf.event.code.Constant;
import dev.jebpf.event.code.Either;
import dev.jebpf.event.code.Equal;
import dev.jebpf.event.code.Inverse;
import dev.jebpf.event.code.Less;
import dev.jebpf.event.code.LessUnsigned;
import dev.jebpf.event.code.Masked;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.Test;
import java.util.List;
import java.util.function.BinaryOperator;

/// Makes code of a condition.
final class ConditionCode {
  /// What the variables of the condition are.
  interface Variables {
    Resolved resolve(Variable variable) throws EventDataException;
  }

  private record Side(Term term, boolean unsigned) {}

  private final Variables variables;

  ConditionCode(Variables variables) {
    this.variables = variables;
  }

  Test of(Condition condition) throws EventDataException {
    return switch (condition) {
      case Condition.All(List<Condition> parts) -> joined(parts, Both::new);
      case Condition.Any(List<Condition> parts) -> joined(parts, Either::new);
      case Condition.Not(Condition part) -> new Inverse(of(part));
      case Condition.Comparison comparison -> comparison(comparison);
    };
  }

  private Test joined(List<Condition> parts, BinaryOperator<Test> operator)
      throws EventDataException {
    Test joined = of(parts.getLast());
    for (Condition part : parts.reversed().subList(1, parts.size())) {
      joined = operator.apply(of(part), joined);
    }
    return joined;
  }

  private Test comparison(Condition.Comparison comparison) throws EventDataException {
    Side left = side(comparison.left());
    Side right = side(comparison.right());
    boolean unsigned =
        (left.unsigned() || right.unsigned())
            && !negative(comparison.left())
            && !negative(comparison.right());
    return switch (comparison.relation()) {
      case EQUAL -> new Equal(left.term(), right.term());
      case NOT_EQUAL -> new Inverse(new Equal(left.term(), right.term()));
      case LESS -> less(left, right, unsigned);
      case GREATER -> less(right, left, unsigned);
      case LESS_OR_EQUAL -> new Inverse(less(right, left, unsigned));
      case GREATER_OR_EQUAL -> new Inverse(less(left, right, unsigned));
    };
  }

  private static boolean negative(Operand operand) {
    return operand instanceof Literal literal && literal.negative();
  }

  private static Test less(Side left, Side right, boolean unsigned) {
    return unsigned
        ? new LessUnsigned(left.term(), right.term())
        : new Less(left.term(), right.term());
  }

  private Side side(Operand operand) throws EventDataException {
    return switch (operand) {
      case Literal(long value, boolean _) -> new Side(new Constant(value), false);
      case Condition.Masked(Operand inner, long mask) -> {
        Side side = side(inner);
        yield new Side(new Masked(side.term(), mask), side.unsigned());
      }
      case Variable variable ->
          switch (variables.resolve(variable)) {
            case Resolved.Numeric number -> new Side(number.term(), number.type().unsigned());
            case Resolved.Words words -> new Side(words.address(), true);
          };
    };
  }
}
