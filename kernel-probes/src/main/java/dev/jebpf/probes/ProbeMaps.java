package dev.jebpf.probes;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.map.KernelMappedArray;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.KernelPerCpuArray;
import dev.jebpf.map.KernelRingBuffer;
import dev.jebpf.map.Maps;

/// The maps all programs share.
record ProbeMaps(
    MappedArray<Slot> slots,
    MappedArray<ProbeTable> table,
    PerCpuArray<OperationTotals> totals,
    PerCpuArray<LossCounters> losses,
    HashTable<Connection> connections,
    RingBuffer ring,
    RingBuffer blocked) {

  /// Connections the traced process can have at the same time.
  private static final int CONNECTIONS = 1 << 14;

  /// The same maps with what the JVM can do with those of a kernel.
  record InKernel(
      ProbeMaps maps,
      KernelMappedArray<Slot> slots,
      KernelPerCpuArray<OperationTotals> totals,
      KernelPerCpuArray<LossCounters> losses,
      KernelRingBuffer ring,
      KernelRingBuffer blocked) {}

  /// Maps of a kernel; `owner` owns them.
  static InKernel create(KernelMaps owner, ProbeConfig config) {
    var slots = owner.mappedArray("jebpf_slots", Slot.class, config.slots());
    var totals = owner.perCpuArray("jebpf_totals", OperationTotals.class, RecordKind.ROWS);
    var losses = owner.perCpuArray("jebpf_losses", LossCounters.class, 1);
    var ring = owner.ringBuffer("jebpf_ring", config.ringBytes());
    var blocked = config.copiesStacks() ? blocked(owner, config) : ring;
    var maps =
        new ProbeMaps(slots, table(owner), totals, losses, connections(owner), ring, blocked);
    return new InKernel(maps, slots, totals, losses, ring, blocked);
  }

  /// Maps of either kind; `owner` owns them.
  static ProbeMaps of(Maps owner, ProbeConfig config) {
    return new ProbeMaps(
        owner.mappedArray("jebpf_slots", Slot.class, config.slots()),
        table(owner),
        owner.perCpuArray("jebpf_totals", OperationTotals.class, RecordKind.ROWS),
        owner.perCpuArray("jebpf_losses", LossCounters.class, 1),
        connections(owner),
        owner.ringBuffer("jebpf_ring", config.ringBytes()),
        owner.ringBuffer("jebpf_blocked", config.blocked().ringBytes()));
  }

  private static KernelRingBuffer blocked(KernelMaps owner, ProbeConfig config) {
    return owner.ringBuffer("jebpf_blocked", config.blocked().ringBytes());
  }

  private static MappedArray<ProbeTable> table(Maps owner) {
    return owner.mappedArray("jebpf_table", ProbeTable.class, 1);
  }

  private static HashTable<Connection> connections(Maps owner) {
    return owner.hashTable("jebpf_tcp", Connection.class, CONNECTIONS);
  }
}
