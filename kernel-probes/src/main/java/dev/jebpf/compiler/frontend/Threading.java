package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Graph;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;

/// Looks ahead along an edge: where the values it carries already decide the next branches, the
/// edge goes straight to their outcome.
///
/// So the `true` and `false` that an inlined predicate returns on its paths never become values.
final class Threading {
  private static final int MAX_STEPS = 256;

  /// A place and what the variables hold there.
  record Point(Frame frame, int index, State state) {}

  private final Graph graph;
  private final StackOperations operations;

  Threading(Graph graph, StackOperations operations) {
    this.graph = graph;
    this.operations = operations;
  }

  /// The place after the last branch on the way that is decided; null when none is.
  @Nullable Point resolve(Point start) {
    Cursor cursor = new Cursor(start);
    try {
      for (int step = 0; step < MAX_STEPS; step++) {
        if (!cursor.step()) {
          break;
        }
      }
    } catch (UnsupportedCode e) {
      // The interpreter will meet the same code and report it with its place.
      return cursor.found;
    }
    return cursor.found;
  }

  private final class Cursor {
    private Frame frame;
    private int index;
    private State state;
    private @Nullable Point found;

    Cursor(Point start) {
      frame = start.frame();
      index = start.index();
      state = start.state().copy();
    }

    boolean step() {
      MethodBody body = frame.body();
      if (body.startsBlock(index) && body.isLoopHeader(index)) {
        return false;
      }
      AbstractInsnNode instruction = body.instruction(index);
      if (instruction instanceof JumpInsnNode jump) {
        return jump(jump);
      }
      if (Jumps.isReturn(instruction.getOpcode())) {
        return leave(instruction.getOpcode());
      }
      index++;
      return operations.apply(state, instruction);
    }

    private boolean jump(JumpInsnNode jump) {
      int target = frame.body().index(jump.label);
      if (jump.getOpcode() == Opcodes.GOTO) {
        index = target;
        return true;
      }
      Optional<Boolean> outcome = Comparison.pop(graph, state, jump.getOpcode()).outcome();
      if (outcome.isEmpty()) {
        return false;
      }
      index = outcome.get() ? target : index + 1;
      found = new Point(frame, index, state.copy());
      return true;
    }

    private boolean leave(int opcode) {
      Frame.Continuation caller = frame.caller();
      if (caller == null) {
        return false;
      }
      State outer = caller.state().copy();
      if (opcode != Opcodes.RETURN) {
        outer.push(state.pop());
      }
      frame = caller.frame();
      index = caller.index();
      state = outer;
      return true;
    }
  }
}
