package dev.jebpf.event;

import java.util.List;
import java.util.stream.Collectors;

/// An argument, or what is reached from it: `sk.__sk_common.skc_dport`, `numbers[0].nr`. A dot
/// follows pointers as well as it enters structures.
///
/// @param root the argument's name
public record MemberPath(String root, List<Step> steps) {
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
    return root + steps.stream().map(Step::toString).collect(Collectors.joining());
  }
}
