package dev.jebpf.probes;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import java.util.Optional;
import java.util.OptionalLong;

/// Where x86-64 kernels keep the preempt count: in a per-CPU variable.
///
/// A program can only name such a variable where `kallsyms` lists data (`CONFIG_KALLSYMS_ALL`). All
/// per-CPU variables of a CPU lie at the distances they have in the kernel's image, though, and a
/// task leads to its CPU's `runqueues`.
///
/// @param known whether the kernel has it where we think
/// @param fromRunQueue bytes from a CPU's `runqueues` to its preempt count
record PreemptCount(boolean known, long fromRunQueue) {
  private static final String PER_CPU = ".data..percpu";

  static PreemptCount unknown() {
    return new PreemptCount(false, 0);
  }

  /// Finds it: `__preempt_count` before 6.2 and from 6.15 on, `pcpu_hot.preempt_count` in between.
  static PreemptCount find(BtfTypes types) {
    OptionalLong queues = offset(types, "runqueues");
    OptionalLong count = offset(types, "__preempt_count");
    if (count.isEmpty()) {
      count = member(types, "pcpu_hot", "preempt_count");
    }
    return queues.isEmpty() || count.isEmpty()
        ? unknown()
        : new PreemptCount(true, count.getAsLong() - queues.getAsLong());
  }

  private static OptionalLong member(BtfTypes types, String variable, String member) {
    OptionalLong offset = offset(types, variable);
    var field =
        types.find(variable, BtfKind.STRUCT).stream()
            .mapToObj(id -> types.field(id, member))
            .flatMap(Optional::stream)
            .findFirst();
    return offset.isEmpty() || field.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(offset.getAsLong() + field.get().bitOffset() / Byte.SIZE);
  }

  private static OptionalLong offset(BtfTypes types, String variable) {
    var id = types.find(variable, BtfKind.VAR);
    var section = types.find(PER_CPU, BtfKind.DATASEC);
    if (id.isEmpty()
        || section.isEmpty()
        || !(types.type(section.getAsInt()) instanceof BtfType.DataSection perCpu)) {
      return OptionalLong.empty();
    }
    return perCpu.variables().stream()
        .filter(v -> v.variable() == id.getAsInt())
        .mapToLong(BtfType.SectionVariable::offset)
        .findFirst();
  }
}
