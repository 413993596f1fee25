package dev.jebpf.event;

import dev.jebpf.event.Condition.Comparison;
import dev.jebpf.event.Condition.Literal;
import dev.jebpf.event.Condition.Masked;
import dev.jebpf.event.Condition.Operand;
import dev.jebpf.event.Condition.Relation;
import dev.jebpf.event.Condition.Variable;
import java.util.ArrayList;
import java.util.List;

/// Reads a condition.
///
/// ```
/// condition  = all { "||" all }
/// all        = one { "&&" one }
/// one        = "!" one | "(" condition ")" | operand [ relation operand ]
/// operand    = ( number [ unit ] | path ) { "&" number }
/// relation   = "==" | "!=" | "<=" | ">=" | "<" | ">"
/// ```
final class ConditionParser {
  /// Parentheses within one another.
  private static final int DEEPEST = 16;

  /// Comparisons in one condition, so that every program fits the verifier.
  private static final int MOST_COMPARISONS = 32;

  private final EventScanner scanner;
  private final boolean userSpace;
  private int depth;
  private int comparisons;

  ConditionParser(EventScanner scanner, boolean userSpace) {
    this.scanner = scanner;
    this.userSpace = userSpace;
  }

  Condition parse() throws EventSyntaxException {
    if (++depth > DEEPEST) {
      throw scanner.error("nested deeper than " + DEEPEST);
    }
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (scanner.take("||"));
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
  }

  private Condition all() throws EventSyntaxException {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(one());
    } while (scanner.take("&&"));
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
  }

  private Condition one() throws EventSyntaxException {
    if (scanner.sees("!") && !scanner.sees("!=")) {
      scanner.take("!");
      if (++depth > DEEPEST) {
        throw scanner.error("nested deeper than " + DEEPEST);
      }
      Condition.Not not = new Condition.Not(one());
      depth--;
      return not;
    }
    if (scanner.take("(")) {
      Condition inner = parse();
      scanner.require(")", "after the condition in parentheses");
      return inner;
    }
    return comparison();
  }

  private Condition comparison() throws EventSyntaxException {
    if (++comparisons > MOST_COMPARISONS) {
      throw scanner.error("more than " + MOST_COMPARISONS + " comparisons");
    }
    Operand left = operand();
    for (Relation relation : Relation.values()) {
      if (scanner.take(relation.symbol())) {
        return new Comparison(relation, left, operand());
      }
    }
    if (scanner.sees("=")) {
      throw scanner.error("expected '=='");
    }
    return new Comparison(Relation.NOT_EQUAL, left, new Literal(0, false));
  }

  private Literal literal() throws EventSyntaxException {
    boolean negative = scanner.sees("-");
    return new Literal(scanner.number(), negative);
  }

  private Operand operand() throws EventSyntaxException {
    Operand operand =
        scanner.seesNumber() ? literal() : new Variable(EventParser.path(scanner, userSpace));
    while (scanner.sees("&") && !scanner.sees("&&")) {
      scanner.take("&");
      operand = new Masked(operand, scanner.number());
    }
    return operand;
  }
}
