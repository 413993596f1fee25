package dev.jebpf.probes;

import dev.jebpf.event.EventRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What [KernelProbes] is to trace.
///
/// @param tgid process id of the traced process: of this one as it knows itself, of another in the
/// initial PID namespace
/// @param slots threads that can have an account at the same time; a power of two
/// @param ringBytes bytes of the ring buffer; a power of two, at least a page
/// @param thresholds nanoseconds an operation must have taken to get a record of its own, for every
/// kind that is wanted; 0 records all. A kind that is absent has totals but no records. Thread
/// records need no entry, they are always sent.
/// @param hotSpot the running JVM
/// @param mechanisms by which operations on files and connections may be seen; of those that the
/// kernel lets us have, the first serves
/// @param events the kernel events to record besides; the calls among them that take as long as the
/// threshold of [RecordKind#KERNEL_EVENT]
/// @param blocked the intervals off the CPU to record one by one
/// @param stacks which operations and kernel events have the Java stack that caused them
public record ProbeConfig(
    int tgid,
    int slots,
    int ringBytes,
    Map<RecordKind, Long> thresholds,
    HotSpotOffsets hotSpot,
    List<Mechanism> mechanisms,
    List<EventRequest> events,
    BlockedConfig blocked,
    StackConfig stacks) {

  /// Slots by default: 2 MB.
  public static final int DEFAULT_SLOTS = 8192;

  /// Ring buffer bytes by default: 4 MB.
  public static final int DEFAULT_RING_BYTES = 4 << 20;

  private static final int PAGE = 4096;

  public ProbeConfig {
    thresholds = Map.copyOf(thresholds);
    mechanisms = List.copyOf(mechanisms);
    events = List.copyOf(events);
    requirePowerOfTwo("slots", slots, 8);
    requirePowerOfTwo("ringBytes", ringBytes, PAGE);
  }

  /// Every kind, recorded past 20 ms; connects, accepts, closes and retransmits always.
  public static ProbeConfig of(int tgid, HotSpotOffsets hotSpot) {
    var thresholds = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (var kind : RecordKind.values()) {
      thresholds.put(kind, defaultThreshold(kind));
    }
    return new ProbeConfig(
        tgid,
        DEFAULT_SLOTS,
        DEFAULT_RING_BYTES,
        thresholds,
        hotSpot,
        List.of(Mechanism.values()),
        List.of(),
        BlockedConfig.OFF,
        StackConfig.OFF);
  }

  /// The same with other thresholds.
  public ProbeConfig withThresholds(Map<RecordKind, Long> nanos) {
    return new ProbeConfig(
        tgid, slots, ringBytes, nanos, hotSpot, mechanisms, events, blocked, stacks);
  }

  /// The same with another number of slots.
  public ProbeConfig withSlots(int count) {
    return new ProbeConfig(
        tgid, count, ringBytes, thresholds, hotSpot, mechanisms, events, blocked, stacks);
  }

  /// The same with another ring buffer.
  public ProbeConfig withRingBytes(int bytes) {
    return new ProbeConfig(
        tgid, slots, bytes, thresholds, hotSpot, mechanisms, events, blocked, stacks);
  }

  /// The same by certain mechanisms only.
  public ProbeConfig withMechanisms(Mechanism... wanted) {
    return new ProbeConfig(
        tgid, slots, ringBytes, thresholds, hotSpot, List.of(wanted), events, blocked, stacks);
  }

  /// The same with these kernel events.
  public ProbeConfig withEvents(List<EventRequest> requests) {
    return new ProbeConfig(
        tgid, slots, ringBytes, thresholds, hotSpot, mechanisms, requests, blocked, stacks);
  }

  /// The same with intervals off the CPU.
  public ProbeConfig withBlocked(BlockedConfig wanted) {
    return new ProbeConfig(
        tgid, slots, ringBytes, thresholds, hotSpot, mechanisms, events, wanted, stacks);
  }

  /// The same with stacks of operations and kernel events.
  public ProbeConfig withStacks(StackConfig wanted) {
    return new ProbeConfig(
        tgid, slots, ringBytes, thresholds, hotSpot, mechanisms, events, blocked, wanted);
  }

  /// Whether any stacks are copied, which takes a ring buffer of its own.
  boolean copiesStacks() {
    return blocked.wanted() || stacks.wanted();
  }

  /// Whether any operation on files is to be recorded.
  public boolean files() {
    return thresholds.keySet().stream().anyMatch(RecordKind::file);
  }

  /// Whether any operation on TCP connections is to be recorded.
  public boolean tcp() {
    return thresholds.keySet().stream().anyMatch(RecordKind::tcp);
  }

  private static long defaultThreshold(RecordKind kind) {
    return switch (kind) {
      case FILE_OPEN, FILE_READ, FILE_WRITE, FILE_SYNC, TCP_SEND, TCP_RECEIVE -> 20_000_000L;
      case THREAD_STARTED, THREAD_ENDED -> 0L;
      case TCP_CONNECT, TCP_ACCEPT, TCP_CLOSE, TCP_RETRANSMIT, KERNEL_EVENT, THREAD_BLOCKED -> 0L;
    };
  }

  private static void requirePowerOfTwo(String name, int value, int least) {
    if (value < least || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(
          name + "=" + value + ": need a power of two of at least " + least);
    }
  }
}
