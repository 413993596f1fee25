package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.MapView;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/// Builds the graph of one entry point of a program.
public final class EntryPoint {
  /// How the arguments lie in the context.
  public enum Arguments {
    /// Eight bytes each; structures are pointers the verifier knows.
    TYPED,
    /// Eight bytes each; structures are mere addresses.
    RAW,
    /// One view of the context itself.
    VIEW
  }

  private final ClassFiles classes;
  private final Environment environment;

  public EntryPoint(ClassFiles classes, Environment environment) {
    this.classes = classes;
    this.environment = environment;
  }

  /// Builds the graph of a method of `program`.
  ///
  /// @throws CompileException when the method uses what programs cannot have
  public Graph build(Object program, Method method, Arguments arguments) {
    MethodBody body =
        classes.find(program.getClass(), method.getName(), Type.getMethodDescriptor(method));
    if (body == null) {
      throw new CompileException(
          program.getClass().getName(), 0, "method " + method.getName() + " has no code", null);
    }
    Position start = new Position(body.file(), body.line(body.method().instructions.size() - 1));
    try {
      return build(program, method, arguments, body, firstLine(body, start));
    } catch (UnsupportedCode e) {
      throw new CompileException(body.file(), start.line(), e.problem(), e.getCause());
    }
  }

  private static Position firstLine(MethodBody body, Position fallback) {
    for (int i = 0; i < body.method().instructions.size(); i++) {
      if (body.line(i) > 0) {
        return new Position(body.file(), body.line(i));
      }
    }
    return fallback;
  }

  private Graph build(
      Object program, Method method, Arguments arguments, MethodBody body, Position start) {
    GraphBuilder builder = new GraphBuilder(start);
    List<@Nullable Value> values = new ArrayList<>();
    if (!Modifier.isStatic(method.getModifiers())) {
      values.add(builder.graph().object(program));
    }
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      values.add(argument(builder, types[i], i, types.length, arguments));
    }
    State outer = new State(0);
    new Interpreter(builder, classes, environment).inline(body, values, null, outer);
    if (builder.reachable()) {
      builder.end(new Terminator.Return(result(builder, method, outer)));
    }
    return builder.graph();
  }

  private static Value result(GraphBuilder builder, Method method, State outer) {
    Class<?> type = method.getReturnType();
    if (type == void.class) {
      return builder.integer(0);
    }
    if (type != int.class) {
      throw new UnsupportedCode("an entry point returns int or void");
    }
    return outer.pop();
  }

  private static Value argument(
      GraphBuilder builder, Class<?> type, int index, int count, Arguments arguments) {
    Value context = builder.graph().context();
    if (type == Context.class && count == 1) {
      return context;
    }
    if (arguments == Arguments.VIEW) {
      if (count != 1 || !MapView.class.isAssignableFrom(type)) {
        throw new UnsupportedCode("a @SyscallProgram takes one MapView, its context");
      }
      return context;
    }
    Operation load = new Operation.ContextLoad(8 * index);
    if (KernelStruct.class.isAssignableFrom(type)) {
      Kind kind = arguments == Arguments.TYPED ? Kind.POINTER : Kind.ADDRESS;
      return builder.add(kind, load, context);
    }
    Value word = builder.add(Kind.LONG, load, context);
    if (type == long.class) {
      return word;
    }
    Value number = builder.convert(Conversion.LONG_TO_INT, word);
    if (type == int.class || type == boolean.class) {
      return number;
    }
    if (type == byte.class) {
      return builder.convert(Conversion.TO_BYTE, number);
    }
    if (type == short.class) {
      return builder.convert(Conversion.TO_SHORT, number);
    }
    if (type == char.class) {
      return builder.convert(Conversion.TO_CHAR, number);
    }
    throw new UnsupportedCode(
        "a parameter of type " + type.getName() + "; use int, long, boolean or a KernelStruct");
  }
}
