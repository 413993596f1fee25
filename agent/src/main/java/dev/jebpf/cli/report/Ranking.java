package dev.jebpf.cli.report;

import static dev.jebpf.probes.State.CPU;
import static dev.jebpf.probes.State.DISK;
import static dev.jebpf.probes.State.FAULT;
import static dev.jebpf.probes.State.FILE;
import static dev.jebpf.probes.State.LOCK;
import static dev.jebpf.probes.State.RUNQUEUE_PREEMPTED;
import static dev.jebpf.probes.State.RUNQUEUE_WOKEN;
import static dev.jebpf.probes.State.THROTTLED;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.MethodAccount;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.probes.State;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What comes first. Methods and calls go by wall time. Threads do not, most have lived as long as
/// the recording: they go by the time in which they worked or were kept from it.
final class Ranking {
  private static final Set<State> BUSY =
      EnumSet.of(CPU, RUNQUEUE_PREEMPTED, RUNQUEUE_WOKEN, THROTTLED, LOCK, FILE, DISK, FAULT);

  private Ranking() {}

  static List<ThreadAccount> threads(BreakdownReport report) {
    return report.threads().stream()
        .sorted(
            Comparator.comparingLong((ThreadAccount thread) -> -busy(thread.states()))
                .thenComparing(ThreadAccount::name))
        .toList();
  }

  static List<MethodAccount> methods(BreakdownReport report) {
    return report.methods().stream()
        .sorted(
            Comparator.comparingLong((MethodAccount method) -> -method.wallNanos())
                .thenComparing(MethodAccount::method))
        .toList();
  }

  static List<CallAccount> calls(List<CallAccount> calls) {
    return calls.stream()
        .sorted(
            Comparator.comparingLong((CallAccount call) -> -call.wallNanos())
                .thenComparing(CallAccount::start))
        .toList();
  }

  private static long busy(StateTimes times) {
    return BUSY.stream().mapToLong(times::nanos).sum();
  }
}
