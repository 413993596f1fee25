package dev.jebpf.hotspot.stack;

import dev.jebpf.event.EventRequest;
import dev.jebpf.hotspot.vm.AnchorLayout;
import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.BlockedHandler;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.FileRecord;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.OperationRecord;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.RecordHandler;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.StackConfig;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.probes.TcpRecord;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadStarted;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The kernel programs of this JVM, all operations recorded, those with stacks that take as long as
/// a threshold. One thread at a time.
final class OperationsUnderWatch implements RecordHandler, BlockedHandler, AutoCloseable {
  /// An operation that was recorded.
  ///
  /// @param stack as [OperationRecord#stack] has it
  record Seen(RecordKind kind, long tid, long javaThread, long start, long duration, long stack) {}

  private record Key(long tid, long moment) {}

  final KernelProbes probes;
  private final StackDecoder decoder;
  private final List<Seen> operations = new ArrayList<>();
  private final Map<Key, DecodedStack> stacks = new HashMap<>();

  OperationsUnderWatch(Duration threshold, List<EventRequest> events) throws Exception {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), Stacks::javaThread);
    decoder = StackDecoder.ofThisProcess(Kernel.running());
    var thresholds = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      thresholds.put(kind, 0L);
    }
    probes =
        KernelProbes.open(
            ProbeConfig.of((int) ProcessHandle.current().pid(), vm.offsets())
                .withThresholds(thresholds)
                .withEvents(events)
                .withStacks(StackConfig.of(threshold.toNanos(), AnchorLayout.ofThisProcess())));
  }

  /// What the programs have recorded since this was last asked.
  List<Seen> poll() {
    operations.clear();
    probes.pollBlocked(Duration.ZERO, this);
    probes.drain(this);
    probes.pollBlocked(Duration.ZERO, this);
    return List.copyOf(operations);
  }

  /// The stack of one of them.
  DecodedStack stack(Seen operation) {
    if (operation.stack() <= 0) {
      StackCopied why = StackCopied.of((int) -operation.stack());
      return DecodedStack.refused(Outcome.ABSENT, why.label());
    }
    DecodedStack stack = stacks.remove(new Key(operation.tid(), operation.stack()));
    return stack == null ? DecodedStack.refused(Outcome.ABSENT, "no record") : stack;
  }

  @Override
  public void onOperation(BlockedRecord record, MemorySegment stack) {
    StackCopied copied = StackCopied.of(record.copied());
    stacks.put(
        new Key(record.tid(), record.start()),
        copied == StackCopied.COPIED
            ? decoder.decode(StackImage.of(record, stack), record.start())
            : DecodedStack.refused(Outcome.ABSENT, copied.label()));
  }

  @Override
  public void onBlocked(BlockedRecord record, MemorySegment stack, long[] kernelStack) {
    throw new AssertionError("none is wanted");
  }

  @Override
  public void onWoke(BlockedRecord record, MemorySegment stack) {
    throw new AssertionError("none is wanted");
  }

  private void add(RecordKind kind, OperationRecord record) {
    operations.add(
        new Seen(
            kind,
            record.tid(),
            record.javaThread(),
            record.start(),
            record.duration(),
            record.stack()));
  }

  @Override
  public void onFile(RecordKind kind, FileRecord file) {
    add(kind, file);
  }

  @Override
  public void onTcp(RecordKind kind, TcpRecord tcp) {
    add(kind, tcp);
  }

  @Override
  public void onKernelEvent(EventRecord event) {
    add(RecordKind.KERNEL_EVENT, event);
  }

  @Override
  public void onThreadStarted(ThreadStarted started) {}

  @Override
  public void onThreadEnded(ThreadEnded ended) {}

  @Override
  public void close() {
    probes.close();
  }
}
