package dev.jebpf.compiler;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A small kernel.
final class FakeTypes implements KernelTypes {
  private static final Map<String, KernelMember> MEMBERS =
      Map.of(
          "pid", new KernelMember(100, new KernelMember.Scalar(4, true)),
          "tgid", new KernelMember(104, new KernelMember.Scalar(4, true)),
          "in_iowait", new KernelMember(50, new KernelMember.BitField(4, 1, false)),
          "real_parent", new KernelMember(200, new KernelMember.Pointer()),
          "se", new KernelMember(300, new KernelMember.Aggregate(128)),
          "vruntime", new KernelMember(16, new KernelMember.Scalar(8, false)));

  @Override
  public Optional<KernelMember> member(String struct, String path) {
    return Optional.ofNullable(MEMBERS.get(path));
  }

  @Override
  public OptionalInt struct(String tag) {
    return OptionalInt.of(77);
  }

  @Override
  public OptionalInt function(String name) {
    return OptionalInt.of(88);
  }

  @Override
  public OptionalInt variable(String name) {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt tracepoint(String name) {
    return name.equals("sched_switch") ? OptionalInt.of(99) : OptionalInt.empty();
  }
}
