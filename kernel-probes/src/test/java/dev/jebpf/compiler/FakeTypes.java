package dev.jebpf.compiler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A small kernel.
final class FakeTypes implements KernelTypes {
  private static final KernelFunction.Parameter POINTER =
      new KernelFunction.Parameter("task", 8, false, true);
  private static final KernelFunction.Parameter UNSIGNED =
      new KernelFunction.Parameter("count", 8, false, false);
  private static final KernelFunction.Parameter SMALL =
      new KernelFunction.Parameter("small", 2, false, false);
  private static final KernelFunction.Parameter NUMBER =
      new KernelFunction.Parameter("number", 4, true, false);
  private static final KernelFunction.Parameter PAIR =
      new KernelFunction.Parameter("pair", 16, false, false);
  private static final KernelFunction.Parameter NOTHING =
      new KernelFunction.Parameter("", 0, false, false);

  private static final Map<String, KernelFunction> FUNCTIONS =
      Map.of(
          "wake",
          new KernelFunction("wake", 501, List.of(POINTER, UNSIGNED, SMALL), NUMBER),
          "pass",
          new KernelFunction("pass", 502, List.of(PAIR, NUMBER), NOTHING));

  /// Registers of x86-64.
  private static final Map<String, KernelMember> REGISTERS =
      Map.of(
          "orig_ax", register(120),
          "di", register(112),
          "si", register(104),
          "dx", register(96),
          "ax", register(80),
          "sp", register(152));

  private static KernelMember register(int offset) {
    return new KernelMember(offset, new KernelMember.Scalar(8, false));
  }

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
    return Optional.ofNullable((struct.equals("pt_regs") ? REGISTERS : MEMBERS).get(path));
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
  public Optional<KernelFunction> prototype(String function) {
    return Optional.ofNullable(FUNCTIONS.get(function));
  }

  @Override
  public OptionalInt variable(String name) {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt tracepoint(String name) {
    return name.equals("sched_switch") ? OptionalInt.of(99) : OptionalInt.empty();
  }

  @Override
  public OptionalInt tracepointArguments(String name) {
    return name.equals("sched_switch") ? OptionalInt.of(4) : OptionalInt.empty();
  }
}
