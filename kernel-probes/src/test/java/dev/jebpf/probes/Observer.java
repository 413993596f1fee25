package dev.jebpf.probes;

import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// The kernel programs by one mechanism, and what they saw a thread do.
final class Observer implements AutoCloseable {
  /// What operations of one kind came to.
  record Sum(long count, long errors, long bytes) {
    Sum plus(long result, boolean moves) {
      return new Sum(
          count + 1, errors + (result < 0 ? 1 : 0), bytes + (moves ? Math.max(0, result) : 0));
    }
  }

  private final Mechanism mechanism;
  private final KernelProbes probes;
  private final Map<Integer, Map<RecordKind, Sum>> byThread = new TreeMap<>();

  Observer(Mechanism mechanism) {
    this(mechanism, Kernel.running());
  }

  /// @param kernel that the programs are given to
  Observer(Mechanism mechanism, Kernel kernel) {
    this.mechanism = mechanism;
    var all = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      all.put(kind, 0L);
    }
    probes =
        KernelProbes.open(
            kernel,
            KernelFeatures.of(Kernel.running()),
            ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable())
                .withThresholds(all)
                .withMechanisms(mechanism),
            _ -> {});
  }

  Mechanism mechanism() {
    return mechanism;
  }

  KernelProbes probes() {
    return probes;
  }

  boolean serves(String probe) {
    return probes.backends().get(probe).available();
  }

  /// What the thread did since the last call, by kind.
  Map<RecordKind, Sum> of(int tid) {
    probes.drain(
        new IgnoredRecordsForTest() {
          @Override
          public void onFile(RecordKind kind, FileRecord file) {
            boolean moves = kind == RecordKind.FILE_READ || kind == RecordKind.FILE_WRITE;
            add(kind, (int) file.tid(), file.result(), moves);
          }

          @Override
          public void onTcp(RecordKind kind, TcpRecord tcp) {
            boolean moves = kind == RecordKind.TCP_SEND || kind == RecordKind.TCP_RECEIVE;
            add(kind, (int) tcp.tid(), tcp.result(), moves);
          }
        });
    Map<RecordKind, Sum> sums = byThread.getOrDefault(tid, Map.of());
    byThread.clear();
    return sums;
  }

  private void add(RecordKind kind, int tid, long result, boolean moves) {
    byThread
        .computeIfAbsent(tid, _ -> new EnumMap<>(RecordKind.class))
        .merge(
            kind,
            new Sum(0, 0, 0).plus(result, moves),
            (before, one) -> before.plus(result, moves));
  }

  @Override
  public void close() {
    probes.close();
  }
}
