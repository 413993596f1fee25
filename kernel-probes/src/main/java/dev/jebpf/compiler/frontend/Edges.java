package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Control flow between bytecode blocks: every edge is an open block with the state it carries;
/// where several meet, phis are made for what differs.
final class Edges {
  private final GraphBuilder builder;
  private final Threading threading;

  Edges(GraphBuilder builder, Threading threading) {
    this.builder = builder;
    this.threading = threading;
  }

  /// Leads the open block `from` to a bytecode block.
  void link(Frame frame, int block, Block from, State state) {
    Threading.Point point = threading.resolve(new Threading.Point(frame, block, state));
    if (point == null) {
      enter(frame, block, from, state);
    } else {
      enter(point.frame(), point.index(), from, point.state());
    }
  }

  /// Leads the open block `from` out of a method that was called.
  void leave(Frame frame, Frame.Continuation caller, Block from, @Nullable Value result) {
    State state = caller.state().copy();
    if (result != null) {
      state.push(result);
    }
    Threading.Point point =
        threading.resolve(new Threading.Point(caller.frame(), caller.index(), state));
    if (point == null) {
      frame.returns().add(new Frame.Returned(from, result));
    } else {
      enter(point.frame(), point.index(), from, point.state());
    }
  }

  private void enter(Frame frame, int block, Block from, State state) {
    Frame.Header header = frame.headers().get(block);
    if (header == null) {
      frame.enter(block, new Frame.Incoming(from, state));
      return;
    }
    from.end(new Terminator.Goto(header.block()), builder.position());
    header
        .phis()
        .forEach((local, phi) -> phi.inputs().add(backEdge(phi, state.localOrNull(local))));
  }

  private Value backEdge(Value phi, @Nullable Value value) {
    if (value == null) {
      return builder.graph().undefined();
    }
    if (phi.kind() == Kind.POINTER && value.kind() == Kind.ADDRESS) {
      throw new UnsupportedCode(
          "a loop variable starts as a pointer the kernel trusts and becomes an address; start"
              + " with Helpers.cast as well");
    }
    boolean same =
        value.kind() == phi.kind() || (phi.kind().isAddress() && value.kind().isAddress());
    return same ? value : builder.graph().undefined();
  }

  /// Opens a bytecode block for building; null when no edge leads to it.
  @Nullable State open(Frame frame, int block) {
    List<Frame.Incoming> edges = frame.take(block);
    if (edges.isEmpty()) {
      return null;
    }
    State state = edges.getFirst().state();
    builder.continueIn(edges.getFirst().from());
    if (edges.size() > 1) {
      state = merge(edges);
    }
    return frame.body().isLoopHeader(block) ? openLoop(frame, block, state) : state;
  }

  private State merge(List<Frame.Incoming> edges) {
    Block target = join(edges.stream().map(Frame.Incoming::from).toList());
    State first = edges.getFirst().state();
    State merged = new State(first.locals());
    for (int i = 0; i < first.locals(); i++) {
      int local = i;
      merged.local(i, phi(target, edges.stream().map(e -> e.state().localOrNull(local))));
    }
    for (int i = 0; i < first.depth(); i++) {
      int place = i;
      merged.push(phi(target, edges.stream().map(e -> e.state().stackOrNull(place))));
    }
    return merged;
  }

  private Block join(List<Block> sources) {
    Block target = builder.block();
    for (Block source : sources) {
      source.end(new Terminator.Goto(target), builder.position());
    }
    builder.continueIn(target);
    return target;
  }

  private @Nullable Value phi(Block target, Stream<@Nullable Value> inputs) {
    List<Value> values = new ArrayList<>();
    List<@Nullable Value> all = new ArrayList<>();
    inputs.forEach(all::add);
    for (Value input : all) {
      if (input == null) {
        return null;
      }
      values.add(input);
    }
    Value first = values.getFirst();
    if (values.stream().allMatch(v -> v == first)) {
      return first;
    }
    Kind kind = common(values);
    if (kind == null) {
      return null;
    }
    Value phi = builder.graph().value(kind, new Operation.Phi(), values, builder.position());
    target.phis().add(phi);
    return phi;
  }

  private static @Nullable Kind common(List<Value> values) {
    Kind kind = values.getFirst().kind();
    for (Value value : values) {
      if (value.kind() == Kind.OBJECT) {
        return null;
      }
      if (value.kind() != kind) {
        if (!value.kind().isAddress() || !kind.isAddress()) {
          return null;
        }
        kind = Kind.ADDRESS;
      }
    }
    return kind;
  }

  private State openLoop(Frame frame, int block, State state) {
    Block header = join(List.of(builder.current()));
    State inside = state.copy();
    Map<Integer, Value> phis = new HashMap<>();
    for (int local = 0; local < state.locals(); local++) {
      Value start = state.localOrNull(local);
      if (start == null || !frame.body().assignedInLoop(block, local)) {
        continue;
      }
      if (start.kind() == Kind.OBJECT) {
        inside.local(local, null);
        continue;
      }
      Value phi =
          builder
              .graph()
              .value(start.kind(), new Operation.Phi(), List.of(start), builder.position());
      header.phis().add(phi);
      phis.put(local, phi);
      inside.local(local, phi);
    }
    frame.headers().put(block, new Frame.Header(header, phis));
    return inside;
  }

  /// Goes on after a call with the result of whichever return was taken; false when the call never
  /// comes back here.
  boolean comeBack(List<Frame.Returned> returns, State state) {
    if (returns.isEmpty()) {
      builder.continueIn(null);
      return false;
    }
    Block only = returns.getFirst().from();
    builder.continueIn(only);
    Value result = returns.getFirst().result();
    if (returns.size() > 1) {
      Block target = join(returns.stream().map(Frame.Returned::from).toList());
      if (result != null) {
        state.push(phi(target, returns.stream().map(Frame.Returned::result)));
      }
    } else if (result != null) {
      state.push(result);
    }
    return true;
  }
}
