package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.TaskStruct;
import org.jspecify.annotations.Nullable;

/// The exact account: every nanosecond a traced thread is off the CPU is booked under one [State].
///
/// ```
///            switch-out              waking               switch-in
/// running ------------->  sleeping  --------->  runnable -----------> running
///            reason, outSince         wokenAt             state[reason] += wokenAt - outSince
///                                                         state[woken]  += now - wokenAt
/// ```
///
/// A thread that is switched out runnable goes straight to the last step, all of it preempted or
/// throttled.
///
/// Whoever wakes a thread passes `sched_waking` first (`try_to_wake_up` in `kernel/sched/core.c`),
/// once for each sleep. It may do so while the thread is still on its way to the switch-out: then
/// it finds [Slot#outSince] 0, and so a thread that comes back from a sleep with no [Slot#wokenAt]
/// was woken as it fell asleep. `sched_wakeup`, which comes after the switch-out, is not needed.
///
/// A kernel may keep programs from running in threads it protects. What happens there is not seen:
/// that such a thread hands its CPU to a traced one, or that an interrupt it took woke one. What a
/// traced thread does itself is. So a thread that leaves a CPU it never came to has come to it
/// unseen, and its account is made up for from what the scheduler noted ([SchedulerNotes]).
final class SchedulerAccount {
  /// `TASK_DEAD` of `linux/sched.h`: the last switch-out.
  private static final int DEAD = 0x80;

  /// `PF_EXITING` of `linux/sched.h`.
  private static final int EXITING = 0x4;

  private final Helpers helpers;
  private final Threads threads;
  private final ThreadLifecycle lifecycle;
  private final SleepReasons reasons;
  private final SchedulerNotes notes;
  private final Losses losses;
  private final MappedArray<ProbeTable> table;
  private final BlockedIntervals blocked;

  SchedulerAccount(
      Helpers helpers,
      Threads threads,
      ThreadLifecycle lifecycle,
      SleepReasons reasons,
      SchedulerNotes notes,
      Losses losses,
      MappedArray<ProbeTable> table,
      BlockedIntervals blocked) {
    this.helpers = helpers;
    this.threads = threads;
    this.lifecycle = lifecycle;
    this.reasons = reasons;
    this.notes = notes;
    this.losses = losses;
    this.table = table;
    this.blocked = blocked;
  }

  /// Runs at every context switch of the machine, so what is not traced leaves after two
  /// comparisons. `prev` is still the current task. Minimum kernel 5.18, which added the state.
  @BtfTracepoint("sched_switch")
  void onSwitch(boolean preempt, TaskStruct prev, TaskStruct next, int prevState) {
    boolean out = threads.traced(prev);
    boolean in = threads.traced(next);
    if (out || in) {
      long now = helpers.ktimeGetNs();
      if (out) {
        switchedOut(prev, preempt, prevState, now);
      }
      if (in) {
        switchedIn(next, now);
      }
    }
  }

  /// The same where the tracepoint does not pass on the state. The task's own may have become
  /// `TASK_WAKING` by then, which is not runnable either (`try_to_wake_up`); only whether it had
  /// been stopped is lost with it.
  @BtfTracepoint("sched_switch")
  void onSwitchWithoutState(boolean preempt, TaskStruct prev, TaskStruct next) {
    onSwitch(preempt, prev, next, (int) prev.state());
  }

  private void switchedOut(TaskStruct task, boolean preempt, int taskState, long now) {
    Slot slot = threads.find(task);
    if (slot == null) {
      slot = found(task, now);
      if (slot == null) {
        return;
      }
    }
    arriveIfUnseen(task, slot, now);
    if (taskState == DEAD) {
      lifecycle.ended(task, slot, now);
      return;
    }
    // A signal that came while the thread was about to sleep leaves it runnable, which the argument
    // does not say before kernel 6.15: its own state does.
    if (preempt || taskState == 0 || task.state() == 0) {
      slot.reason(reasons.runnable(task));
    } else {
      int reason = reasons.sleeping(task, slot, taskState);
      slot.reason(reason);
      if (blocked.wanted()) {
        blocked.left(slot, reason);
      }
      if (reason != Words.STOPPED) {
        slot.lastSleep(reason);
      }
    }
    slot.outSince(now);
  }

  private void switchedIn(TaskStruct task, long now) {
    Slot slot = threads.find(task);
    if (slot == null) {
      awake(task, now);
      return;
    }
    long out = slot.outSince();
    if (out != 0) {
      long woken = slot.wokenAt();
      book(task, slot, out, woken != 0 ? woken : notes.queued(task, now), Math.max(now, out), true);
    }
  }

  /// Books what should have been booked when the running thread was given its CPU. If its waking
  /// was not seen either, the two were one: it was asleep until then.
  private void arriveIfUnseen(TaskStruct task, Slot slot, long now) {
    long out = slot.outSince();
    if (out != 0) {
      long arrived = between(notes.arrived(task, now), out, now);
      long woken = slot.wokenAt();
      book(task, slot, out, woken != 0 ? woken : arrived, arrived, false);
    }
  }

  /// @param woken when its sleep ended, if it slept; 0 if as it began
  /// @param seen whether this is the switch-in
  private void book(TaskStruct task, Slot slot, long out, long woken, long now, boolean seen) {
    int reason = slot.reason() & Words.MASK;
    long version = slot.version();
    slot.version(version + 1);
    if (reason <= Words.THROTTLED) {
      slot.state(reason, slot.state(reason) + now - out);
      if (blocked.wanted()) {
        blocked.over(task, slot, reason, out, now, seen);
      }
    } else {
      long until = between(woken, out, now);
      slot.state(reason, slot.state(reason) + until - out);
      slot.state(Words.WOKEN, slot.state(Words.WOKEN) + now - until);
      slot.waker(slot.wakerNext());
      slot.voluntary(slot.voluntary() + 1);
      if (blocked.wanted()) {
        blocked.over(task, slot, reason, until, now, seen);
      }
    }
    slot.wokenAt(0);
    slot.wakerNext(0);
    slot.outSince(0);
    slot.version(version + 2);
  }

  /// The clock programs have may go back some nanoseconds from one CPU to the next
  /// (`ktime_get_mono_fast_ns`), which must not make a time negative.
  private static long between(long moment, long out, long now) {
    return Math.max(out, Math.min(moment, now));
  }

  /// The first switch-in of a thread that was off the CPU at the attach (or found no slot when it
  /// started): what it did until now no program saw.
  private void awake(TaskStruct task, long now) {
    if (exiting(task)) {
      return; // onThreadExit has closed its account
    }
    Slot slot = adopt(task, now);
    if (slot == null) {
      losses.switchUnaccounted();
      return;
    }
    slot.attachGap(now - slot.started());
    slot.version(2);
  }

  /// A thread that has run without a slot: since before the attach, or it was then off the CPU and
  /// has come to it unseen.
  private @Nullable Slot found(TaskStruct task, long now) {
    Slot slot = adopt(task, now);
    if (slot != null) {
      long arrived = notes.arrived(task, now);
      if (arrived > slot.started()) {
        slot.attachGap(arrived - slot.started());
        slot.version(2);
      }
    }
    return slot;
  }

  /// A slot for a thread that runs without one, unless it is about to end: from the attach on when
  /// it was there already, else from now on.
  private @Nullable Slot adopt(TaskStruct task, long now) {
    Slot slot = exiting(task) ? null : threads.claim(task);
    if (slot != null) {
      long attached = table.at(0).attachedAt();
      slot.started(task.startTime() < attached ? attached : now);
    }
    return slot;
  }

  private static boolean exiting(TaskStruct task) {
    return (task.flags() & EXITING) != 0;
  }

  /// Runs in the waker. Minimum kernel 5.5, like all of these.
  @BtfTracepoint("sched_waking")
  void onWaking(TaskStruct task) {
    if (!threads.traced(task)) {
      return;
    }
    Slot slot = threads.find(task);
    if (slot != null && slot.outSince() != 0 && slot.wokenAt() == 0) {
      long now = helpers.ktimeGetNs();
      slot.wokenAt(now);
      slot.wakerNext(threads.acting());
      if (blocked.wanted()) {
        blocked.woken(slot, now);
      }
    }
  }

  /// The end of a thread of a process in a PID namespace of its own, which loses its id there
  /// before its last switch. Runs in that thread.
  @BtfTracepoint("sched_process_exit")
  void onThreadExit(TaskStruct task) {
    if (threads.traced(task)) {
      Slot slot = threads.find(task);
      if (slot != null) {
        long now = helpers.ktimeGetNs();
        arriveIfUnseen(task, slot, now);
        lifecycle.ended(task, slot, now);
      }
    }
  }

  /// Runs in the thread that creates another, before that one may run.
  @BtfTracepoint("task_newtask")
  void onNewTask(TaskStruct task, long cloneFlags) {
    if (threads.traced(task)) {
      lifecycle.started(task, helpers.ktimeGetNs());
    }
  }
}
