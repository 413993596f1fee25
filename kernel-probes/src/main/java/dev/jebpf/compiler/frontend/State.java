package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the local variables and the operand stack of a frame hold. A long takes one place of the
/// stack, unlike in the JVM's specification.
final class State {
  private final @Nullable Value[] locals;
  private final List<@Nullable Value> stack;

  State(int locals) {
    this.locals = new @Nullable Value[locals];
    this.stack = new ArrayList<>();
  }

  private State(@Nullable Value[] locals, List<@Nullable Value> stack) {
    this.locals = locals;
    this.stack = stack;
  }

  State copy() {
    return new State(locals.clone(), new ArrayList<>(stack));
  }

  int locals() {
    return locals.length;
  }

  int depth() {
    return stack.size();
  }

  /// The value, or null where the paths that meet here have none in common.
  @Nullable Value localOrNull(int index) {
    return locals[index];
  }

  @Nullable Value stackOrNull(int index) {
    return stack.get(index);
  }

  Value local(int index) {
    Value value = locals[index];
    if (value == null) {
      throw new UnsupportedCode(
          "a variable holds different objects on the paths that meet here; use one object, or"
              + " branch and use each in its own branch");
    }
    return value;
  }

  void local(int index, @Nullable Value value) {
    locals[index] = value;
  }

  void push(@Nullable Value value) {
    stack.add(value);
  }

  Value pop() {
    Value value = stack.removeLast();
    if (value == null) {
      throw new UnsupportedCode(
          "different objects are chosen on the paths that meet here; branch and use each in its"
              + " own branch");
    }
    return value;
  }

  /// Whether the value `below` places under the top of the stack is a long.
  boolean wide(int below) {
    Value value = stack.get(stack.size() - 1 - below);
    return value != null && value.kind() == Kind.LONG;
  }

  /// Inserts a copy of the `count` topmost values `below` values further down.
  void duplicate(int count, int below) {
    int top = stack.size();
    List<@Nullable Value> copy = new ArrayList<>(stack.subList(top - count, top));
    stack.addAll(top - count - below, copy);
  }

  void drop(int count) {
    for (int i = 0; i < count; i++) {
      stack.removeLast();
    }
  }
}
