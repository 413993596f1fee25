package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.MapHandle;
import dev.jebpf.lang.MapView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/// Decides what a call is: an access to a structure or a view, something of the language, or a
/// method to inline.
final class Calls {
  private final ClassFiles classes;
  private final Interpreter interpreter;
  private final StructAccess structs;
  private final ViewAccess views;
  private final HelperCalls helpers;
  private final MapCalls maps;
  private final ContextCalls context;
  private final JdkCalls jdk;

  Calls(
      GraphBuilder builder, ClassFiles classes, Environment environment, Interpreter interpreter) {
    this.classes = classes;
    this.interpreter = interpreter;
    structs = new StructAccess(builder, environment);
    views = new ViewAccess(builder, environment.target());
    helpers = new HelperCalls(builder, environment, structs);
    maps = new MapCalls(builder);
    context = new ContextCalls(builder, environment);
    jdk = new JdkCalls(builder);
  }

  /// Does an `invoke...`; the result, if any, is then on the stack.
  void invoke(Frame frame, int index, State state, MethodInsnNode call) {
    List<Value> arguments = pop(state, call);
    Class<?> owner = classes.load(call.owner);
    if (KernelStruct.class.isAssignableFrom(owner)) {
      AccessorMethod accessor = AccessorMethod.find(owner, call);
      if (accessor.isAbstract()) {
        state.push(structs.read(accessor, arguments.getFirst()));
        return;
      }
    } else if (MapView.class.isAssignableFrom(owner)) {
      AccessorMethod accessor = AccessorMethod.find(owner, call);
      if (accessor.isAbstract()) {
        push(state, views.access(accessor, arguments));
        return;
      }
    } else if (owner == Context.class) {
      state.push(context.call(call.name, arguments));
      return;
    } else if (owner == Helpers.class) {
      state.push(helpers.call(call.name, arguments));
      return;
    } else if (MapHandle.class.isAssignableFrom(owner)) {
      push(state, maps.call(call.name, arguments));
      return;
    } else if (owner == Bytes.class) {
      state.push(views.from(arguments));
      return;
    } else if (jdk.call(state, call, arguments)) {
      return;
    }
    inline(frame, index, state, call, owner, arguments);
  }

  private static void push(State state, @Nullable Value result) {
    if (result != null) {
      state.push(result);
    }
  }

  private static List<Value> pop(State state, MethodInsnNode call) {
    int count =
        Type.getArgumentCount(call.desc) + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(state.pop());
    }
    Collections.reverse(arguments);
    return arguments;
  }

  private void inline(
      Frame frame,
      int index,
      State state,
      MethodInsnNode call,
      Class<?> owner,
      List<Value> arguments) {
    if (call.name.equals("<init>")) {
      throw new UnsupportedCode(Unsupported.describe(Opcodes.NEW));
    }
    Class<?> type = owner;
    boolean dispatched =
        call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE;
    if (dispatched
        && arguments.getFirst().operation() instanceof Operation.ConstantObject(Object receiver)) {
      type = receiver.getClass();
    }
    MethodBody body = classes.find(type, call.name, call.desc);
    if (body == null) {
      throw new UnsupportedCode(
          "a call of %s.%s, which has no Java code to inline".formatted(type.getName(), call.name));
    }
    interpreter.inline(
        body,
        new ArrayList<@Nullable Value>(arguments),
        new Frame.Continuation(frame, state, index + 1),
        state);
  }
}
