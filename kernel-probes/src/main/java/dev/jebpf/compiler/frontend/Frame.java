package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One inlined activation of a method.
final class Frame {
  /// An edge that will enter a bytecode block.
  record Incoming(Block from, State state) {}

  /// An edge that leaves a method with its result, null for `void`.
  record Returned(Block from, @Nullable Value result) {}

  /// Where a caller goes on: its frame, its state without the arguments, and the next instruction.
  record Continuation(Frame frame, State state, int index) {}

  /// A loop header that has been entered, and its phis by local variable.
  record Header(Block block, Map<Integer, Value> phis) {}

  private final MethodBody body;
  private final @Nullable Object receiver;
  private final @Nullable Continuation caller;
  private final int depth;
  private final Map<Integer, List<Incoming>> pending = new HashMap<>();
  private final Map<Integer, Header> headers = new HashMap<>();
  private final List<Returned> returns = new ArrayList<>();

  /// @param receiver the object the method is called on, if it is a constant of the program
  Frame(MethodBody body, @Nullable Object receiver, @Nullable Continuation caller) {
    this.body = body;
    this.receiver = receiver;
    this.caller = caller;
    this.depth = caller == null ? 0 : caller.frame().depth + 1;
  }

  MethodBody body() {
    return body;
  }

  @Nullable Continuation caller() {
    return caller;
  }

  int depth() {
    return depth;
  }

  void enter(int block, Incoming edge) {
    pending.computeIfAbsent(block, _ -> new ArrayList<>()).add(edge);
  }

  /// Takes the edges that enter the block.
  List<Incoming> take(int block) {
    List<Incoming> edges = pending.remove(block);
    return edges == null ? List.of() : edges;
  }

  Map<Integer, Header> headers() {
    return headers;
  }

  List<Returned> returns() {
    return returns;
  }

  /// Whether the method is already being inlined here, and on the same object: a tree of objects
  /// that are constants of the program has an end.
  boolean isRecursive(MethodBody callee, @Nullable Object on) {
    for (Frame f = this; f != null; f = f.caller == null ? null : f.caller.frame()) {
      if (f.body == callee && f.receiver == on) {
        return true;
      }
    }
    return false;
  }
}
