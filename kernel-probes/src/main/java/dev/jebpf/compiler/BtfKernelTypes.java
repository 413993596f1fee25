package dev.jebpf.compiler;

import dev.jebpf.btf.BtfField;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import java.util.Optional;
import java.util.OptionalInt;

/// The kernel's types, read from vmlinux's BTF.
public final class BtfKernelTypes implements KernelTypes {
  private final BtfTypes types;

  /// @param types those of `/sys/kernel/btf/vmlinux`
  public BtfKernelTypes(BtfTypes types) {
    this.types = types;
  }

  @Override
  public Optional<KernelMember> member(String struct, String path) {
    OptionalInt id = struct(struct);
    return id.isEmpty() ? Optional.empty() : types.field(id.getAsInt(), path).map(this::member);
  }

  private KernelMember member(BtfField field) {
    int offset = Math.toIntExact(field.bitOffset() / Byte.SIZE);
    int shift = (int) (field.bitOffset() % Byte.SIZE);
    int resolved = types.resolve(field.type());
    KernelMember.Type type =
        switch (types.type(resolved)) {
          case BtfType.Int t when field.bits() != 0 ->
              new KernelMember.BitField(shift, field.bits(), t.signed());
          case BtfType.Enumeration t when field.bits() != 0 ->
              new KernelMember.BitField(shift, field.bits(), t.signed());
          case BtfType.Int t when t.bytes() <= Long.BYTES ->
              new KernelMember.Scalar(t.bytes(), t.signed());
          case BtfType.Enumeration t -> new KernelMember.Scalar(t.bytes(), t.signed());
          case BtfType.Pointer _ -> new KernelMember.Pointer();
          default -> new KernelMember.Aggregate(Math.toIntExact(types.size(resolved)));
        };
    return new KernelMember(offset, type);
  }

  @Override
  public OptionalInt struct(String tag) {
    return types.find(tag, BtfKind.STRUCT, BtfKind.UNION);
  }

  @Override
  public OptionalInt function(String name) {
    return types.find(name, BtfKind.FUNC);
  }

  @Override
  public Optional<KernelFunction> prototype(String function) {
    OptionalInt id = function(function);
    if (id.isEmpty()
        || !(types.type(id.getAsInt()) instanceof BtfType.Function(_, int prototype))
        || !(types.type(prototype) instanceof BtfType.Prototype(int returns, var parameters))) {
      return Optional.empty();
    }
    return Optional.of(
        new KernelFunction(
            function,
            id.getAsInt(),
            parameters.stream().map(p -> parameter(p.name(), p.type())).toList(),
            parameter("", returns)));
  }

  private KernelFunction.Parameter parameter(String name, int type) {
    int resolved = types.resolve(type);
    return switch (types.type(resolved)) {
      case BtfType.Int t -> new KernelFunction.Parameter(name, t.bytes(), t.signed(), false);
      case BtfType.Enumeration t ->
          new KernelFunction.Parameter(name, t.bytes(), t.signed(), false);
      case BtfType.Pointer(int target) ->
          new KernelFunction.Parameter(
              name,
              Long.BYTES,
              false,
              types.type(types.resolve(target)) instanceof BtfType.Composite);
      case BtfType.Nothing _ -> new KernelFunction.Parameter(name, 0, false, false);
      default ->
          new KernelFunction.Parameter(name, Math.toIntExact(types.size(resolved)), false, false);
    };
  }

  @Override
  public OptionalInt variable(String name) {
    return types.find(name, BtfKind.VAR);
  }

  @Override
  public OptionalInt tracepoint(String name) {
    return types.find("btf_trace_" + name, BtfKind.TYPEDEF);
  }

  /// The typedef is of a pointer to a function; its first parameter, `void *__data`, is not the
  /// program's (`__DEFINE_EVENT` of `trace/bpf_probe.h`).
  @Override
  public OptionalInt tracepointArguments(String name) {
    OptionalInt typedef = tracepoint(name);
    if (typedef.isEmpty()
        || !(types.type(types.resolve(typedef.getAsInt())) instanceof BtfType.Pointer(int target))
        || !(types.type(types.resolve(target)) instanceof BtfType.Prototype prototype)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(prototype.parameters().size() - 1);
  }
}
