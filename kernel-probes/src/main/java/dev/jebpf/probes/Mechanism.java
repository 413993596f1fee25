package dev.jebpf.probes;

import dev.jebpf.compiler.FunctionBackend;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What operations on files and connections can be seen by, the best first.
public enum Mechanism {
  /// At functions, by BPF trampolines.
  FENTRY(FunctionBackend.TRAMPOLINE),
  /// At functions, by the function tracer.
  KPROBE_MULTI(FunctionBackend.KPROBE_MULTI),
  /// At functions, by kprobes.
  KPROBE(FunctionBackend.KPROBE),
  /// At system calls and where the kernel announces something.
  TRACEPOINT(null);

  private final @Nullable FunctionBackend functions;

  Mechanism(@Nullable FunctionBackend functions) {
    this.functions = functions;
  }

  /// How functions are attached to, of the mechanisms that do.
  static List<FunctionBackend> functions(List<Mechanism> mechanisms) {
    return mechanisms.stream()
        .flatMap(mechanism -> Stream.ofNullable(mechanism.functions))
        .toList();
  }
}
