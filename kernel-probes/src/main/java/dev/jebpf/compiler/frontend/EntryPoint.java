package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ArgumentMismatchException;
import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/// Builds the graph of one entry point of a program.
public final class EntryPoint {
  private final ClassFiles classes;
  private final Environment environment;

  public EntryPoint(ClassFiles classes, Environment environment) {
    this.classes = classes;
    this.environment = environment;
  }

  /// Builds the graph of a method of `program`.
  ///
  /// @throws CompileException when the method uses what programs cannot have
  public Graph build(Object program, Method method) {
    MethodBody body =
        classes.find(program.getClass(), method.getName(), Type.getMethodDescriptor(method));
    if (body == null) {
      throw new CompileException(
          program.getClass().getName(), 0, "method " + method.getName() + " has no code", null);
    }
    Position start = new Position(body.file(), body.line(body.method().instructions.size() - 1));
    try {
      return build(program, method, body, firstLine(body, start));
    } catch (ArgumentMismatch e) {
      throw new ArgumentMismatchException(body.file(), start.line(), e.problem(), e.getCause());
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

  private Graph build(Object program, Method method, MethodBody body, Position start) {
    GraphBuilder builder = new GraphBuilder(start);
    List<@Nullable Value> values = new ArrayList<>();
    if (!Modifier.isStatic(method.getModifiers())) {
      values.add(builder.graph().object(program));
    }
    values.addAll(new ContextArguments(builder, environment).read(method));
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
}
