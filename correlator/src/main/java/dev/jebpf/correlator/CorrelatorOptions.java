package dev.jebpf.correlator;

import dev.jebpf.event.EventRequest;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be traced and recorded.
///
/// @param account whether threads and calls are to have states; where operations are recorded they
/// always have
/// @param thresholds least duration in nanoseconds of an operation that is recorded by itself, for
/// every kind that is wanted; a kind that is absent has totals but no events
/// @param callThreshold least duration of a call that is recorded by itself
/// @param period time between two accounts of all threads and methods
/// @param slots threads that can have an account at the same time; a power of two
/// @param events kernel events to be recorded besides
/// @param blocked how long a thread must be off the CPU for that to be recorded by itself, with its
/// Java stack; null: none is
/// @param stacks how long an operation or kernel event that is recorded must have taken to have the
/// Java stack that caused it; null: none has
public record CorrelatorOptions(
    boolean account,
    Map<RecordKind, Long> thresholds,
    Duration callThreshold,
    Duration period,
    int slots,
    List<EventRequest> events,
    @Nullable Duration blocked,
    @Nullable Duration stacks) {

  /// Everything, single operations and calls from 20 ms on, accounts every ten seconds.
  public static final CorrelatorOptions DEFAULT =
      new CorrelatorOptions(
          true,
          Map.of(
              RecordKind.FILE_OPEN, 20_000_000L,
              RecordKind.FILE_READ, 20_000_000L,
              RecordKind.FILE_WRITE, 20_000_000L,
              RecordKind.FILE_SYNC, 20_000_000L,
              RecordKind.TCP_CONNECT, 0L,
              RecordKind.TCP_ACCEPT, 0L,
              RecordKind.TCP_CLOSE, 0L,
              RecordKind.TCP_RETRANSMIT, 0L,
              RecordKind.TCP_SEND, 20_000_000L,
              RecordKind.TCP_RECEIVE, 20_000_000L),
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          ProbeConfig.DEFAULT_SLOTS,
          List.of(),
          null,
          null);

  public CorrelatorOptions {
    thresholds = Map.copyOf(thresholds);
    events = List.copyOf(events);
  }

  /// Without intervals off the CPU and stacks.
  public CorrelatorOptions(
      boolean account,
      Map<RecordKind, Long> thresholds,
      Duration callThreshold,
      Duration period,
      int slots,
      List<EventRequest> events) {
    this(account, thresholds, callThreshold, period, slots, events, null, null);
  }

  /// The same with intervals off the CPU.
  ///
  /// @param least how long each must be; null: none is recorded by itself
  public CorrelatorOptions withBlocked(@Nullable Duration least) {
    return new CorrelatorOptions(
        account, thresholds, callThreshold, period, slots, events, least, stacks);
  }

  /// The same with stacks of operations and kernel events.
  ///
  /// @param least how long each must have taken; null: none has one
  public CorrelatorOptions withStacks(@Nullable Duration least) {
    return new CorrelatorOptions(
        account, thresholds, callThreshold, period, slots, events, blocked, least);
  }

  /// Whether any stacks are copied.
  boolean copiesStacks() {
    return blocked != null || stacks != null;
  }
}
