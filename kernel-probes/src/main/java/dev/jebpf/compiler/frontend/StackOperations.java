package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Value;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/// The instructions that only move values between constants, local variables and the stack.
final class StackOperations {
  private final Graph graph;
  private final ClassFiles classes;

  StackOperations(Graph graph, ClassFiles classes) {
    this.graph = graph;
    this.classes = classes;
  }

  /// Does the instruction if it is one of these.
  boolean apply(State state, AbstractInsnNode instruction) {
    if (instruction.getOpcode() < 0) {
      return true;
    }
    return switch (instruction) {
      case VarInsnNode variable -> variable(state, variable);
      case LdcInsnNode constant -> push(state, constant(constant.cst));
      case IntInsnNode number
          when number.getOpcode() == Opcodes.BIPUSH || number.getOpcode() == Opcodes.SIPUSH ->
          push(state, graph.constant(Kind.INT, number.operand));
      case TypeInsnNode type -> type.getOpcode() == Opcodes.CHECKCAST;
      case InsnNode _ -> simple(state, instruction.getOpcode());
      default -> false;
    };
  }

  private static boolean variable(State state, VarInsnNode variable) {
    int opcode = variable.getOpcode();
    if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
      state.push(state.local(variable.var));
      return true;
    }
    if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      state.local(variable.var, state.pop());
      return true;
    }
    return false;
  }

  private @Nullable Value constant(Object constant) {
    return switch (constant) {
      case Integer number -> graph.constant(Kind.INT, number);
      case Long number -> graph.constant(Kind.LONG, number);
      case String text -> graph.object(text);
      case Type type when type.getSort() == Type.OBJECT ->
          graph.object(classes.load(type.getInternalName()));
      default -> null;
    };
  }

  private static boolean push(State state, @Nullable Value value) {
    if (value == null) {
      return false;
    }
    state.push(value);
    return true;
  }

  private boolean simple(State state, int opcode) {
    switch (opcode) {
      case Opcodes.NOP -> {}
      case Opcodes.ACONST_NULL -> state.push(graph.constant(Kind.POINTER, 0));
      case Opcodes.ICONST_M1,
          Opcodes.ICONST_0,
          Opcodes.ICONST_1,
          Opcodes.ICONST_2,
          Opcodes.ICONST_3,
          Opcodes.ICONST_4,
          Opcodes.ICONST_5 ->
          state.push(graph.constant(Kind.INT, opcode - Opcodes.ICONST_0));
      case Opcodes.LCONST_0, Opcodes.LCONST_1 ->
          state.push(graph.constant(Kind.LONG, opcode - Opcodes.LCONST_0));
      case Opcodes.POP -> state.drop(1);
      case Opcodes.POP2 -> state.drop(state.wide(0) ? 1 : 2);
      case Opcodes.DUP -> state.duplicate(1, 0);
      case Opcodes.DUP_X1 -> state.duplicate(1, 1);
      case Opcodes.DUP_X2 -> state.duplicate(1, state.wide(1) ? 1 : 2);
      case Opcodes.DUP2 -> state.duplicate(pair(state), 0);
      case Opcodes.DUP2_X1 -> state.duplicate(pair(state), 1);
      case Opcodes.DUP2_X2 -> state.duplicate(pair(state), state.wide(pair(state)) ? 1 : 2);
      case Opcodes.SWAP -> {
        Value top = state.pop();
        Value second = state.pop();
        state.push(top);
        state.push(second);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// How many of our places the two topmost of the JVM's are.
  private static int pair(State state) {
    return state.wide(0) ? 1 : 2;
  }
}
