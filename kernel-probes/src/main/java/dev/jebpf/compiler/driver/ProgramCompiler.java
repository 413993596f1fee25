package dev.jebpf.compiler.driver;

import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.FunctionBackend;
import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.backend.Emitter;
import dev.jebpf.compiler.backend.FrameOverflow;
import dev.jebpf.compiler.frontend.ClassFiles;
import dev.jebpf.compiler.frontend.EntryPoint;
import dev.jebpf.compiler.frontend.Environment;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Position;
import dev.jebpf.compiler.pass.Passes;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.ProgramSpec;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compiles the entry points of program objects. Stateless; may be used by several threads.
public final class ProgramCompiler {
  /// What the programs declare: without it the kernel refuses the GPL-only helpers they call.
  private static final String LICENSE = "Dual MIT/GPL";

  private record Entry(Method method, AttachPoint attach) {}

  private final KernelTypes types;
  private final Target target;
  private final EntryAnnotations annotations;

  /// A compiler for one kernel.
  public ProgramCompiler(KernelTypes types, Target target) {
    this.types = types;
    this.target = target;
    this.annotations = new EntryAnnotations(types);
  }

  /// Compiles every annotated method of the program, in the order of their names.
  ///
  /// @throws CompileException when a method cannot be a kernel program; nothing is compiled then
  /// @throws IllegalArgumentException when the class has no annotated method
  public List<ProgramSpec> compile(Object program) {
    Class<?> type = program.getClass();
    ClassFiles classes = new ClassFiles(type);
    List<ProgramSpec> specs = new ArrayList<>();
    for (Method method : sorted(type.getDeclaredMethods())) {
      AttachPoint attach = annotations.attachPoint(method, null);
      if (attach != null) {
        specs.add(compile(program, new Entry(method, attach), classes));
      }
    }
    if (specs.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " has no method annotated as an entry point");
    }
    return List.copyOf(specs);
  }

  /// Compiles one annotated method of the program.
  ///
  /// @throws CompileException when the method cannot be a kernel program
  /// @throws IllegalArgumentException when there is no annotated method of this name
  public ProgramSpec compile(Object program, String name) {
    return compile(program, named(program, name, null));
  }

  /// Compiles one annotated method of the program, with function entries and returns attached in a
  /// certain way.
  ///
  /// @throws CompileException when the method cannot be a kernel program, or this kernel has no
  /// such function
  /// @throws IllegalArgumentException when there is no annotated method of this name
  public ProgramSpec compile(Object program, String name, FunctionBackend backend) {
    return compile(program, named(program, name, backend));
  }

  /// Compiles one method of the program for a place that its annotation leaves open.
  ///
  /// @throws CompileException when the method cannot be a kernel program there
  /// @throws IllegalArgumentException when there is no method of this name
  public ProgramSpec compile(Object program, String name, AttachPoint attach) {
    for (Method method : sorted(program.getClass().getDeclaredMethods())) {
      if (method.getName().equals(name)) {
        return compile(program, new Entry(method, attach));
      }
    }
    throw new IllegalArgumentException(program.getClass().getName() + " has no method " + name);
  }

  /// Where [#compile(Object, String, FunctionBackend)] would have the method attached.
  ///
  /// @throws CompileException when this kernel has no such function
  /// @throws IllegalArgumentException when there is no annotated method of this name
  public AttachPoint attachPoint(Object program, String name, FunctionBackend backend) {
    return named(program, name, backend).attach;
  }

  private Entry named(Object program, String name, @Nullable FunctionBackend backend) {
    Class<?> type = program.getClass();
    for (Method method : sorted(type.getDeclaredMethods())) {
      AttachPoint attach =
          method.getName().equals(name) ? annotations.attachPoint(method, backend) : null;
      if (attach != null) {
        return new Entry(method, attach);
      }
    }
    throw new IllegalArgumentException(
        type.getName() + " has no method " + name + " annotated as an entry point");
  }

  private ProgramSpec compile(Object program, Entry entry) {
    return compile(program, entry, new ClassFiles(program.getClass()));
  }

  private static List<Method> sorted(Method[] methods) {
    return Arrays.stream(methods)
        .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
        .toList();
  }

  private ProgramSpec compile(Object program, Entry entry, ClassFiles classes) {
    Environment environment =
        new Environment(types, target, EntryArguments.at(entry.attach, types));
    Graph graph = new EntryPoint(classes, environment).build(program, entry.method);
    Position position = graph.entry().end();
    Passes.run(graph, target);
    try {
      Emitter.Emitted emitted = Emitter.emit(graph, target);
      return new ProgramSpec(
          name(entry.method.getName()),
          entry.attach,
          emitted.code(),
          emitted.maps(),
          emitted.lines(),
          LICENSE);
    } catch (FrameOverflow e) {
      throw new CompileException(
          position.file(), position.line(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String name(String method) {
    String clean = method.replaceAll("[^A-Za-z0-9_.]", "_");
    return clean.substring(0, Math.min(clean.length(), ProgramSpec.MAX_NAME));
  }
}
