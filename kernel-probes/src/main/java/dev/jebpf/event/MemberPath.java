package dev.jebpf.event;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An argument, or what is reached from it: `sk.__sk_common.skc_dport`, `numbers[0].nr`. A dot
/// follows pointers as well as it enters structures.
///
/// @param root the argument's name
/// @param reading what it is to be taken for, where its type is not known; null as it is
public record MemberPath(String root, List<Step> steps, @Nullable Reading reading) {
  /// What a value of user space is taken for.
  public sealed interface Reading {}

  /// A number of some bytes.
  public record Integral(int bytes, boolean signed) implements Reading {
    /// All there are, by what users write.
    static final Map<String, Integral> BY_NAME =
        Map.of(
            "int8", new Integral(Byte.BYTES, true),
            "int16", new Integral(Short.BYTES, true),
            "int32", new Integral(Integer.BYTES, true),
            "int64", new Integral(Long.BYTES, true),
            "uint8", new Integral(Byte.BYTES, false),
            "uint16", new Integral(Short.BYTES, false),
            "uint32", new Integral(Integer.BYTES, false),
            "uint64", new Integral(Long.BYTES, false));

    String name() {
      return (signed ? "int" : "uint") + bytes * Byte.SIZE;
    }
  }

  /// The address of a text.
  ///
  /// @param length the argument that has its length; null for one that ends with a NUL
  public record Text(@Nullable String length) implements Reading {
    static final String NAME = "str";
  }

  /// A step from a value to a part of it.
  public sealed interface Step {}

  /// To a member of a structure, or of the one it points to.
  public record Member(String name) implements Step {
    @Override
    public String toString() {
      return "." + name;
    }
  }

  /// To an element of an array, or of the one it points to.
  public record Element(int index) implements Step {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  public MemberPath {
    steps = List.copyOf(steps);
  }

  /// A value as it is.
  public MemberPath(String root, List<Step> steps) {
    this(root, steps, null);
  }

  /// Whether it is what a function returned, read in whatever way.
  public boolean isResult() {
    return root.equals(Condition.Variable.RESULT) && steps.isEmpty();
  }

  /// Whether it is an argument by itself.
  boolean isName() {
    return steps.isEmpty() && reading == null;
  }

  /// What the value is called where the user gives it no name: the last member's, or the root's.
  String lastName() {
    for (Step step : steps.reversed()) {
      if (step instanceof Member(String name)) {
        return name;
      }
    }
    return root;
  }

  @Override
  public String toString() {
    String path = root + steps.stream().map(Step::toString).collect(Collectors.joining());
    return switch (reading) {
      case null -> path;
      case Integral integral -> integral.name() + "(" + path + ")";
      case Text(String length) ->
          Text.NAME + "(" + path + (length == null ? "" : "," + length) + ")";
    };
  }
}
