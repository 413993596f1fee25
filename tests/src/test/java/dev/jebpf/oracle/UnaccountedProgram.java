package dev.jebpf.oracle;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.oracle.ScheduledTask.Clocks;

/// Sums up what the scheduler does not charge one thread for between its switch-ins and its
/// switch-outs, part by part ([LeftOut]).
///
/// ```
///   clock read   sched_switch     sched_stat_runtime ...      sched_stat_runtime  sched_switch
/// ----|--------------|--------------------|---------------------------|---------------|------->
///     |<- charged, the clock for threads: less what was taken ------->|<--- after --->|
///                    |<-------------------- cpu of the account ---------------------->|
/// ```
///
/// It tells what happens in between and takes no time of a thread on a CPU, so that the account is
/// not checked by a copy of itself.
final class UnaccountedProgram {
  private final Helpers helpers;
  private final MappedArray<Unaccounted> table;

  UnaccountedProgram(Helpers helpers, MappedArray<Unaccounted> table) {
    this.helpers = helpers;
    this.table = table;
  }

  /// Observes the calling thread from now on, and no other.
  @SyscallProgram
  void observe(Unaccounted unused) {
    Unaccounted sums = table.at(0);
    sums.running(0);
    sums.thread(helpers.getCurrentTask(ScheduledTask.class).pid());
  }

  /// The scheduler charges a thread (`update_curr`, `kernel/sched/fair.c`): at ticks, whenever
  /// somebody reads its CPU clock, and when it leaves its CPU.
  @BtfTracepoint("sched_stat_runtime")
  void onCharge(ScheduledTask task, long nanos) {
    Unaccounted sums = table.at(0);
    if (task.pid() == sums.thread()) {
      long taken = sums.hidden();
      long skewed = sums.skew();
      note(sums, task);
      if (sums.running() != 0) {
        sums.taken(sums.taken() + sums.hidden() - taken);
        sums.skewed(sums.skewed() + sums.skew() - skewed);
      }
      sums.running(1);
      sums.charged(sums.charged() + nanos);
    }
  }

  @BtfTracepoint("sched_switch")
  void onSwitch(boolean preempt, ScheduledTask prev, ScheduledTask next) {
    Unaccounted sums = table.at(0);
    if (prev.pid() == sums.thread()) {
      if (sums.running() != 0) {
        sums.after(sums.after() + helpers.ktimeGetNs() - sums.accounted());
        sums.running(0);
      }
    } else if (next.pid() == sums.thread()) {
      note(sums, next);
      sums.running(1);
    }
  }

  private void note(Unaccounted sums, ScheduledTask task) {
    long now = helpers.ktimeGetNs();
    Clocks clocks = task.queue().clocks();
    long all = clocks.all();
    sums.accounted(now);
    sums.hidden(all - clocks.tasks());
    sums.skew(now - all);
  }
}
