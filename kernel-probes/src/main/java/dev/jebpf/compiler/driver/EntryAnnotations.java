package dev.jebpf.compiler.driver;

import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.FunctionBackend;
import dev.jebpf.compiler.KernelFunction;
import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.NoSuchFunctionException;
import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Fentry;
import dev.jebpf.lang.Fexit;
import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.FunctionReturn;
import dev.jebpf.lang.Interval;
import dev.jebpf.lang.Kprobe;
import dev.jebpf.lang.KprobeMulti;
import dev.jebpf.lang.KprobeSession;
import dev.jebpf.lang.Kretprobe;
import dev.jebpf.lang.PerfProgram;
import dev.jebpf.lang.Profile;
import dev.jebpf.lang.RawTracepoint;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.lang.Uprobe;
import dev.jebpf.lang.Uretprobe;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.UserSite;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From a method's annotation to where it is attached.
final class EntryAnnotations {
  private final KernelTypes types;

  EntryAnnotations(KernelTypes types) {
    this.types = types;
  }

  /// Where the method is attached; null when it has none of the annotations.
  ///
  /// @param backend for entries and returns of functions; null when the caller does not say
  /// @throws CompileException when this kernel does not have that
  /// @throws IllegalArgumentException when the annotation leaves open where
  @Nullable AttachPoint attachPoint(Method method, @Nullable FunctionBackend backend) {
    for (Annotation annotation : method.getAnnotations()) {
      AttachPoint attach = attachPoint(annotation, method, backend);
      if (attach != null) {
        return attach;
      }
    }
    return null;
  }

  private @Nullable AttachPoint attachPoint(
      Annotation annotation, Method method, @Nullable FunctionBackend backend) {
    return switch (annotation) {
      case BtfTracepoint a -> tracepoint(a.value(), method);
      case RawTracepoint a -> new AttachPoint.RawTracepoint(a.value());
      case SyscallProgram _ -> new AttachPoint.Syscall();
      case Fentry a -> fentry(function(a.value(), method));
      case Fexit a -> fexit(function(a.value(), method));
      case Kprobe a -> new AttachPoint.Kprobe(function(a.value(), method).name());
      case Kretprobe a -> new AttachPoint.Kretprobe(function(a.value(), method).name());
      case KprobeMulti a -> new AttachPoint.KprobeMulti(List.of(a.value()), a.atReturn());
      case KprobeSession a -> new AttachPoint.KprobeSession(List.of(a.value()));
      case FunctionEntry a -> entry(function(a.value(), method), requireSaid(backend, method));
      case FunctionReturn a -> exit(function(a.value(), method), requireSaid(backend, method));
      case Uprobe a -> new AttachPoint.Uprobe(site(a.file(), a.offset(), method));
      case Uretprobe a -> new AttachPoint.Uretprobe(site(a.file(), a.offset(), method));
      case Profile a -> new AttachPoint.Profile(a.hertz());
      case Interval a -> new AttachPoint.Interval(a.nanos());
      case PerfProgram _ -> throw open(method);
      default -> null;
    };
  }

  private static AttachPoint entry(KernelFunction function, FunctionBackend backend) {
    return switch (backend) {
      case TRAMPOLINE -> fentry(function);
      case KPROBE_MULTI -> new AttachPoint.KprobeMulti(List.of(function.name()), false);
      case KPROBE -> new AttachPoint.Kprobe(function.name());
    };
  }

  private static AttachPoint exit(KernelFunction function, FunctionBackend backend) {
    return switch (backend) {
      case TRAMPOLINE -> fexit(function);
      case KPROBE_MULTI -> new AttachPoint.KprobeMulti(List.of(function.name()), true);
      case KPROBE -> new AttachPoint.Kretprobe(function.name());
    };
  }

  private static AttachPoint fentry(KernelFunction function) {
    return new AttachPoint.Fentry(function.name(), function.id());
  }

  private static AttachPoint fexit(KernelFunction function) {
    return new AttachPoint.Fexit(function.name(), function.id());
  }

  private KernelFunction function(String[] alternatives, Method method) {
    return Stream.of(alternatives)
        .map(types::prototype)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchFunctionException(
                    method.getDeclaringClass().getName(),
                    "this kernel's BTF has no function "
                        + String.join(" or ", alternatives)
                        + ": inlined into its callers, or of another version"));
  }

  private AttachPoint tracepoint(String name, Method method) {
    int id =
        types
            .tracepoint(name)
            .orElseThrow(
                () ->
                    new CompileException(
                        method.getDeclaringClass().getName(),
                        0,
                        "this kernel has no BTF tracepoint " + name,
                        null));
    return new AttachPoint.BtfTracepoint(name, id);
  }

  private static UserSite site(String file, long offset, Method method) {
    if (file.isEmpty()) {
      throw open(method);
    }
    return UserSite.of(file, offset);
  }

  private static FunctionBackend requireSaid(@Nullable FunctionBackend backend, Method method) {
    if (backend == null) {
      throw open(method);
    }
    return backend;
  }

  private static IllegalArgumentException open(Method method) {
    return new IllegalArgumentException(
        method + " does not say where it is attached: compile it for a place or a backend");
  }
}
