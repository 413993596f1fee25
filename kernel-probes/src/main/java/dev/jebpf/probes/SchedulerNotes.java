package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.CfsRunQueue;
import dev.jebpf.probes.kernel.TaskStruct;

/// When a thread was queued for a CPU and given one, as the scheduler itself has noted it (`struct
/// sched_info`, `kernel/sched/stats.h`), for what no program saw.
///
/// The scheduler's clock is not the one that programs have, so a moment is told by how long ago it
/// was. During a switch, which begins with an update of that clock, this is exact to microseconds,
/// otherwise to a tick.
final class SchedulerNotes {
  private final Helpers helpers;

  SchedulerNotes(Helpers helpers) {
    this.helpers = helpers;
  }

  /// When the current task was given its CPU; 0 if the kernel does not say.
  long arrived(TaskStruct task, long now) {
    return known() ? moment(task, task.lastArrival(), now) : 0;
  }

  /// Since when the task that is about to run has waited for that; 0 if the kernel does not say.
  long queued(TaskStruct task, long now) {
    return known() && task.lastQueued() != 0 ? moment(task, task.lastQueued(), now) : 0;
  }

  private static long moment(TaskStruct task, long noted, long now) {
    return now - (task.schedEntity().runQueue().owner().clock() - noted);
  }

  private boolean known() {
    return helpers.exists(TaskStruct.class, "lastArrival")
        && helpers.exists(CfsRunQueue.class, "owner");
  }
}
