package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.TaskStruct;

/// Records where in the kernel a thread was blocked.
///
/// At its switch-in a thread is not the current task yet, and its kernel stack is still that which
/// it fell asleep with. So only what is recorded is unwound, rather than every sleep.
final class KernelStacks {
  private final Helpers helpers;
  private final boolean wanted;
  private final RingBuffer ring;
  private final Totals totals;

  KernelStacks(Helpers helpers, boolean wanted, RingBuffer ring, Totals totals) {
    this.helpers = helpers;
    this.wanted = wanted;
    this.ring = ring;
    this.totals = totals;
  }

  /// Records the kernel stack of a thread that is not the current one.
  ///
  /// @param out when it left the CPU
  void record(TaskStruct task, Slot slot, long out) {
    if (!wanted) {
      return;
    }
    KernelStackRecord entry = ring.reserve(KernelStackRecord.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    entry.kind(KernelStackRecord.KIND);
    entry.size(KernelStackRecord.SIZE);
    entry.tid(slot.tid());
    entry.start(out);
    entry.bytes(helpers.getTaskStack(task, entry.stack(), KernelStackRecord.STACK_BYTES));
    ring.submit(entry, 0);
  }
}
