package dev.jebpf.correlator;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.correlator.KernelSide.Absent;
import dev.jebpf.correlator.KernelSide.Attached;
import dev.jebpf.jfr.BackendEvent;
import dev.jebpf.jfr.CallCounts;
import dev.jebpf.jfr.IoStatisticsEvent;
import dev.jebpf.jfr.KernelEventStatisticsEvent;
import dev.jebpf.jfr.Losses;
import dev.jebpf.jfr.LossesEvent;
import dev.jebpf.jfr.MethodStatisticsEvent;
import dev.jebpf.jfr.OverheadEvent;
import dev.jebpf.probes.KernelEventTotal;
import dev.jebpf.probes.KernelEvents;
import dev.jebpf.probes.OperationTotal;
import dev.jebpf.probes.ProbeLosses;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.span.MethodRegistry;
import dev.jebpf.span.MethodStatistics;
import java.util.Locale;
import java.util.Map;

/// Records how everything stands: accounts, statistics, and what tells how far they can be trusted.
/// One thread at a time.
final class StateEvents {
  private static final ProbeLosses NO_LOSSES = new ProbeLosses(0, 0, 0, 0, 0, 0);

  private final KernelSide kernel;
  private final MethodRegistry methods;
  private final Bridge bridge;
  private final RecordJoin join;
  private final StackCounts stacks;

  StateEvents(
      KernelSide kernel,
      MethodRegistry methods,
      Bridge bridge,
      RecordJoin join,
      StackCounts stacks) {
    this.kernel = kernel;
    this.methods = methods;
    this.bridge = bridge;
    this.join = join;
    this.stacks = stacks;
  }

  /// @param problems by what is missing, the reason
  void commit(Map<String, String> problems) {
    methods.statistics(StateEvents::commit);
    stacks.commit();
    switch (kernel) {
      case Attached attached -> commit(attached);
      case Absent _ -> commit(NO_LOSSES);
    }
    problems.forEach((probe, reason) -> BackendEvent.commit(probe, null, reason));
  }

  private void commit(Attached attached) {
    attached.threads().commit();
    attached.probes().totals().forEach(StateEvents::commit);
    commit(attached.probes().events());
    attached
        .probes()
        .backends()
        .forEach(
            (probe, backend) -> {
              if (backend.available()) {
                BackendEvent.commit(probe, backend.mechanism(), backend.reason());
              }
            });
    long nanos = 0;
    long runs = 0;
    for (var run : attached.probes().runTimes().values()) {
      nanos += run.runTimeNanos();
      runs += run.runCount();
    }
    OverheadEvent.commit(nanos, runs, attached.threads().agentCpu(), join.records());
    ProbeLosses losses = attached.probes().losses();
    if (losses.slotsExhausted() > 0) {
      bridge.slotsExhausted();
    }
    commit(losses);
  }

  private static void commit(String method, MethodStatistics statistics) {
    MethodStatisticsEvent.commit(
        method,
        new CallCounts(
            statistics.count(),
            statistics.errors(),
            statistics.p50Nanos(),
            statistics.p99Nanos(),
            statistics.maxNanos()),
        statistics.wallNanos(),
        statistics.words(),
        VirtualReading.of(statistics.virtualWords(), 0));
  }

  private static void commit(KernelEvents events) {
    for (int number = 0; number < events.served().size(); number++) {
      KernelEventTotal total = events.total(number);
      KernelEventStatisticsEvent.commit(
          events.served().get(number).plan().name(),
          total.count(),
          total.nanos(),
          total.dropped(),
          total.unfollowed());
    }
  }

  private static void commit(RecordKind kind, OperationTotal total) {
    if (kind.file() || kind.tcp()) {
      IoStatisticsEvent.commit(
          name(kind), total.count(), total.errors(), total.bytes(), total.nanos());
    }
  }

  /// `FileRead` for `FILE_READ`: the name of the event of a single such operation.
  private static String name(RecordKind kind) {
    var name = new StringBuilder();
    for (String word : kind.name().split("_", 0)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private void commit(ProbeLosses losses) {
    Bridge.Losses spans = bridge.losses();
    LossesEvent.commit(
        new Losses(
            losses.ringDrops(),
            losses.slotsExhausted(),
            spans.abandoned(),
            spans.failed(),
            join.unresolved(),
            losses.connectionsUntracked()));
  }
}
