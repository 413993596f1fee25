package dev.jebpf.event;

import java.util.List;
import java.util.stream.Collectors;

/// When an event is wanted: the predicate between slashes, taken apart.
public sealed interface Condition {
  /// All of several.
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream().map(Object::toString).collect(Collectors.joining(" && ", "(", ")"));
    }
  }

  /// At least one of several.
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream().map(Object::toString).collect(Collectors.joining(" || ", "(", ")"));
    }
  }

  /// The opposite.
  record Not(Condition part) implements Condition {
    @Override
    public String toString() {
      return "!" + part;
    }
  }

  /// Compares two numbers. An operand alone is compared with 0 for being different.
  record Comparison(Relation relation, Operand left, Operand right) implements Condition {
    @Override
    public String toString() {
      return left + " " + relation.symbol() + " " + right;
    }
  }

  /// A side of a comparison.
  sealed interface Operand {}

  /// A number; times are in nanoseconds.
  ///
  /// @param negative whether it has a sign; one without has all 64 bits for its value
  record Literal(long value, boolean negative) implements Operand {
    @Override
    public String toString() {
      return negative ? Long.toString(value) : Long.toUnsignedString(value);
    }
  }

  /// An argument or a part of it, or one of the words [#RESULT] and [#DURATION].
  record Variable(MemberPath path) implements Operand {
    /// What the function returned.
    public static final String RESULT = "result";

    /// How long the call took, in nanoseconds.
    public static final String DURATION = "duration";

    /// Whether this is the word rather than an argument.
    public boolean is(String word) {
      return path.root().equals(word) && path.steps().isEmpty();
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// The bits of a number that a mask has.
  record Masked(Operand operand, long mask) implements Operand {
    @Override
    public String toString() {
      return operand + " & " + mask;
    }
  }

  /// How two numbers compare.
  enum Relation {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    GREATER(">");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    /// What the user writes; no symbol is the beginning of a later one.
    public String symbol() {
      return symbol;
    }
  }
}
