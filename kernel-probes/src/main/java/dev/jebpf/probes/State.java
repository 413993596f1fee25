package dev.jebpf.probes;

/// Where a thread's time goes: exclusive states that add up to wall time.
///
/// The order is the order of the words in a [Slot]; [#CPU] has no word, it is what remains of wall
/// time, and that of [#CARRIER] is the first behind those.
public enum State {
  /// Running on a CPU, in user or kernel mode, time stolen by a hypervisor included.
  CPU(-1, "cpu"),
  /// Runnable, waiting for a CPU after it was preempted or yielded.
  RUNQUEUE_PREEMPTED(0, "runqueue.preempted"),
  /// Runnable, waiting for a CPU after it was woken.
  RUNQUEUE_WOKEN(1, "runqueue.woken"),
  /// Kept off the CPU by its control group's CPU quota.
  THROTTLED(2, "throttled"),
  /// Waiting to enter a monitor (`synchronized`).
  LOCK(3, "lock"),
  /// In `Object.wait`.
  WAIT(4, "wait"),
  /// In `LockSupport.park`, and so in every lock and queue of `java.util.concurrent`.
  PARK(5, "park"),
  /// In `Thread.sleep` or a system call that sleeps.
  SLEEP(6, "sleep"),
  /// Waiting for the JVM itself: safepoints, garbage collection, memory mapping, its own locks.
  VM(7, "vm"),
  /// In a file's system call without waiting for the disk.
  FILE(8, "file"),
  /// In a file's system call, waiting for the disk.
  DISK(9, "disk"),
  /// In a socket's system call, or polling a single socket.
  NETWORK(10, "network"),
  /// In `epoll`, `poll` or `select` on several descriptors.
  POLL(11, "poll"),
  /// Reading or writing a pipe, FIFO, terminal or another descriptor that is neither a file nor a
  /// socket.
  PIPE(12, "pipe"),
  /// Waiting in a page fault.
  FAULT(13, "fault"),
  /// Stopped by job control or a debugger.
  STOPPED(14, "stopped"),
  /// Anything else.
  OTHER(15, "other"),
  /// A virtual thread's alone: runnable, waiting for a carrier. The kernel knows nothing of it, so
  /// it is in no [Slot].
  CARRIER(16, "carrier");

  /// Words of a [Slot] that hold states: all but [#CPU] and [#CARRIER].
  public static final int WORDS = 16;

  /// Words of the states of a call: those of a slot and [#CARRIER]'s.
  public static final int CALL_WORDS = WORDS + 1;

  private final int word;
  private final String label;

  State(int word, String label) {
    this.word = word;
    this.label = label;
  }

  /// The name users see: in JFR, on the command line, in JSON.
  public String label() {
    return label;
  }

  /// The index of this state's word among the state words of a [Slot]; -1 for [#CPU], [#WORDS] for
  /// [#CARRIER].
  public int word() {
    return word;
  }
}
