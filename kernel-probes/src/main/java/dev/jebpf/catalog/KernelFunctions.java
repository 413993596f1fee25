package dev.jebpf.catalog;

import dev.jebpf.btf.BtfException;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The kernel's functions and tracepoints with their typed arguments, from BTF.
public final class KernelFunctions {
  private static final String TRACEPOINT_PREFIX = "btf_trace_";

  /// Functions that have a tracepoint's arguments by name; the `btf_trace_` type has them without.
  private static final List<String> TRACEPOINT_PROTOTYPES =
      List.of("__probestub_", "__traceiter_", "__bpf_trace_");

  private final BtfTypes types;

  /// @param types those of vmlinux
  public KernelFunctions(BtfTypes types) {
    this.types = types;
  }

  /// The types the functions are made of.
  public BtfTypes types() {
    return types;
  }

  /// The function's prototype; empty when BTF has no such function.
  public Optional<KernelFunction> find(String name) {
    OptionalInt id = types.find(name, BtfKind.FUNC);
    return id.isEmpty() ? Optional.empty() : Optional.of(function(name, id.getAsInt()));
  }

  private KernelFunction function(String name, int id) {
    if (types.type(id) instanceof BtfType.Function(String _, int prototype)
        && types.type(prototype) instanceof BtfType.Prototype p) {
      return new KernelFunction(name, id, p.returns(), p.parameters());
    }
    throw new BtfException("function name=" + name + " has no prototype, type id=" + id);
  }

  /// Names of all functions that BTF describes; a function may be there that was inlined
  /// everywhere.
  public Stream<String> names() {
    return types.names(BtfKind.FUNC);
  }

  /// Names of all tracepoints, without categories.
  public Stream<String> tracepointNames() {
    return types
        .names(BtfKind.TYPEDEF)
        .filter(name -> name.startsWith(TRACEPOINT_PREFIX))
        .map(name -> name.substring(TRACEPOINT_PREFIX.length()));
  }

  /// What the tracepoint passes to programs; empty when BTF has no such tracepoint. The id is that
  /// of typedef `btf_trace_NAME`.
  public Optional<KernelFunction> tracepoint(String name) {
    OptionalInt typedef = types.find(TRACEPOINT_PREFIX + name, BtfKind.TYPEDEF);
    if (typedef.isEmpty()) {
      return Optional.empty();
    }
    for (String prefix : TRACEPOINT_PROTOTYPES) {
      Optional<KernelFunction> named = find(prefix + name);
      if (named.isPresent()) {
        List<BtfType.Parameter> all = named.get().parameters();
        return Optional.of(
            new KernelFunction(name, typedef.getAsInt(), 0, all.subList(1, all.size())));
      }
    }
    return Optional.empty();
  }
}
