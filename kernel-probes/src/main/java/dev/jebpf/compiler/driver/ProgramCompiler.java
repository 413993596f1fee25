package dev.jebpf.compiler.driver;

import dev.jebpf.compiler.CompileException;
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
import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.RawTracepoint;
import dev.jebpf.lang.SyscallProgram;
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

  private record Entry(Method method, AttachPoint attach, EntryPoint.Arguments arguments) {}

  private final KernelTypes types;
  private final Target target;

  /// A compiler for one kernel.
  public ProgramCompiler(KernelTypes types, Target target) {
    this.types = types;
    this.target = target;
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
      Entry entry = entry(method);
      if (entry != null) {
        specs.add(compile(program, entry, classes));
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
    Class<?> type = program.getClass();
    for (Method method : sorted(type.getDeclaredMethods())) {
      Entry entry = method.getName().equals(name) ? entry(method) : null;
      if (entry != null) {
        return compile(program, entry, new ClassFiles(type));
      }
    }
    throw new IllegalArgumentException(
        type.getName() + " has no method " + name + " annotated as an entry point");
  }

  /// Compiles a method that takes a [dev.jebpf.lang.Context], for an attach point chosen at run
  /// time.
  ///
  /// @throws CompileException when the method cannot be a kernel program
  /// @throws IllegalArgumentException when there is no such method
  public ProgramSpec compile(Object program, String name, AttachPoint attach) {
    Class<?> type = program.getClass();
    for (Method method : sorted(type.getDeclaredMethods())) {
      if (method.getName().equals(name)
          && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Context.class})) {
        Entry entry = new Entry(method, attach, EntryPoint.Arguments.RAW);
        return compile(program, entry, new ClassFiles(type));
      }
    }
    throw new IllegalArgumentException(
        type.getName() + " has no method " + name + " that takes a context");
  }

  private static List<Method> sorted(Method[] methods) {
    return Arrays.stream(methods)
        .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
        .toList();
  }

  private @Nullable Entry entry(Method method) {
    BtfTracepoint btf = method.getAnnotation(BtfTracepoint.class);
    if (btf != null) {
      int id =
          types
              .tracepoint(btf.value())
              .orElseThrow(
                  () ->
                      new CompileException(
                          method.getDeclaringClass().getName(),
                          0,
                          "this kernel has no BTF tracepoint " + btf.value(),
                          null));
      return new Entry(
          method, new AttachPoint.BtfTracepoint(btf.value(), id), EntryPoint.Arguments.TYPED);
    }
    RawTracepoint raw = method.getAnnotation(RawTracepoint.class);
    if (raw != null) {
      return new Entry(
          method, new AttachPoint.RawTracepoint(raw.value()), EntryPoint.Arguments.RAW);
    }
    return method.isAnnotationPresent(SyscallProgram.class)
        ? new Entry(method, new AttachPoint.Syscall(), EntryPoint.Arguments.VIEW)
        : null;
  }

  private ProgramSpec compile(Object program, Entry entry, ClassFiles classes) {
    Environment environment = new Environment(types, target, typed(entry.attach));
    Graph graph =
        new EntryPoint(classes, environment).build(program, entry.method, entry.arguments);
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

  private static boolean typed(AttachPoint attach) {
    return switch (attach) {
      case AttachPoint.BtfTracepoint _ -> true;
      case AttachPoint.RawTracepoint _, AttachPoint.PerfTracepoint _, AttachPoint.Syscall _ -> false;
    };
  }

  private static String name(String method) {
    String clean = method.replaceAll("[^A-Za-z0-9_.]", "_");
    return clean.substring(0, Math.min(clean.length(), ProgramSpec.MAX_NAME));
  }
}
