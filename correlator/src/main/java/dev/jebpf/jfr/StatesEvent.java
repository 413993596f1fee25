package dev.jebpf.jfr;

import dev.jebpf.probes.State;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Timespan;

/// An event that says where wall time went: a field for each [State], which add up to [#wall].
abstract class StatesEvent extends Event {
  @Timespan(Timespan.NANOSECONDS)
  @Label("wall")
  @Description("Wall time, the sum of all states")
  long wall;

  @Timespan(Timespan.NANOSECONDS)
  @Label("cpu")
  @Description("Time on a CPU, time stolen by a hypervisor included")
  long cpu;

  @Timespan(Timespan.NANOSECONDS)
  @Label("runqueue.preempted")
  @Description("Runnable, waiting for a CPU after being preempted")
  long runqueuePreempted;

  @Timespan(Timespan.NANOSECONDS)
  @Label("runqueue.woken")
  @Description("Runnable, waiting for a CPU after being woken")
  long runqueueWoken;

  @Timespan(Timespan.NANOSECONDS)
  @Label("throttled")
  @Description("Kept off the CPU by a control group CPU quota")
  long throttled;

  @Timespan(Timespan.NANOSECONDS)
  @Label("lock")
  @Description("Waiting to enter a monitor (synchronized)")
  long lock;

  @Timespan(Timespan.NANOSECONDS)
  @Label("wait")
  @Description("In Object.wait")
  long wait;

  @Timespan(Timespan.NANOSECONDS)
  @Label("park")
  @Description("In LockSupport.park, so in locks and queues of java.util.concurrent")
  long park;

  @Timespan(Timespan.NANOSECONDS)
  @Label("sleep")
  @Description("In Thread.sleep or a system call that sleeps")
  long sleep;

  @Timespan(Timespan.NANOSECONDS)
  @Label("vm")
  @Description("Waiting for the JVM: safepoint, garbage collection, memory mapping")
  long vm;

  @Timespan(Timespan.NANOSECONDS)
  @Label("file")
  @Description("In a system call on a file, not waiting for the disk")
  long file;

  @Timespan(Timespan.NANOSECONDS)
  @Label("disk")
  @Description("In a system call on a file, waiting for the disk")
  long disk;

  @Timespan(Timespan.NANOSECONDS)
  @Label("network")
  @Description("In a system call on a socket")
  long network;

  @Timespan(Timespan.NANOSECONDS)
  @Label("poll")
  @Description("In epoll, poll or select")
  long poll;

  @Timespan(Timespan.NANOSECONDS)
  @Label("pipe")
  @Description("In a system call on a pipe, FIFO or other descriptor")
  long pipe;

  @Timespan(Timespan.NANOSECONDS)
  @Label("fault")
  @Description("Waiting in a page fault")
  long fault;

  @Timespan(Timespan.NANOSECONDS)
  @Label("stopped")
  @Description("Stopped by job control or a debugger")
  long stopped;

  @Timespan(Timespan.NANOSECONDS)
  @Label("other")
  @Description("Anything else")
  long other;

  @Timespan(Timespan.NANOSECONDS)
  @Label("carrier")
  @Description("Of a virtual thread: runnable, waiting for a carrier thread")
  long carrier;

  /// Fills in all states.
  ///
  /// @param wallNanos wall time
  /// @param words nanoseconds by [State#word], with or without [State#CARRIER]'s; what they leave
  /// of the wall time is [State#CPU]
  final void states(long wallNanos, long[] words) {
    long left = wallNanos;
    for (long word : words) {
      left -= word;
    }
    if (left < 0) {
      states(wallNanos, shortened(words, -left));
      return;
    }
    wall = wallNanos;
    cpu = left;
    runqueuePreempted = words[State.RUNQUEUE_PREEMPTED.word()];
    runqueueWoken = words[State.RUNQUEUE_WOKEN.word()];
    throttled = words[State.THROTTLED.word()];
    lock = words[State.LOCK.word()];
    wait = words[State.WAIT.word()];
    park = words[State.PARK.word()];
    sleep = words[State.SLEEP.word()];
    vm = words[State.VM.word()];
    file = words[State.FILE.word()];
    disk = words[State.DISK.word()];
    network = words[State.NETWORK.word()];
    poll = words[State.POLL.word()];
    pipe = words[State.PIPE.word()];
    fault = words[State.FAULT.word()];
    stopped = words[State.STOPPED.word()];
    other = words[State.OTHER.word()];
    carrier = words.length > State.WORDS ? words[State.CARRIER.word()] : 0;
  }

  /// An absence that the kernel's programs learn of late is booked when the thread leaves its CPU
  /// next, which may be in another call than it was: then that call has more than its wall time,
  /// which must have come with its longest states.
  private static long[] shortened(long[] words, long excess) {
    long[] shortened = words.clone();
    for (long left = excess; left > 0; ) {
      int longest = 0;
      for (int word = 1; word < shortened.length; word++) {
        longest = shortened[word] > shortened[longest] ? word : longest;
      }
      long less = Math.min(left, shortened[longest]);
      shortened[longest] -= less;
      left -= less;
    }
    return shortened;
  }
}
