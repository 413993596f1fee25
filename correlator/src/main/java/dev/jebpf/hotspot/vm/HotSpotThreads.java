package dev.jebpf.hotspot.vm;

import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.State;

/// HotSpot's own view of live threads, read so that one which ends meanwhile does no harm. One
/// thread at a time.
public final class HotSpotThreads {
  private final ThreadLayout layout;
  private final VmMemory memory;

  public HotSpotThreads(Kernel kernel, ThreadLayout layout) {
    this.layout = layout;
    this.memory = new VmMemory(kernel);
  }

  /// The kernel's id of a thread, in the PID namespace of the JVM; 0 if it is not alive.
  ///
  /// @param javaThread address of its `JavaThread`
  public int osThreadId(long javaThread) {
    long osthread = memory.longAt(javaThread + layout.osthread());
    return osthread == 0 ? 0 : memory.intAt(osthread + layout.threadId());
  }

  /// What a Java thread waits for in a futex.
  ///
  /// @param javaThread address of its `JavaThread`
  /// @param futex address of the futex; that of a `Parker` lies inside the `JavaThread`
  /// @param timeout address of the timeout; a sleep always has one, the JVM's own waits in a Java
  /// thread have none
  public State futexState(long javaThread, long futex, long timeout) {
    long osthread = memory.longAt(javaThread + layout.osthread());
    int wait = memory.intAt(osthread + layout.waitState());
    if (wait == layout.monitorWait()) {
      return State.LOCK;
    }
    if (wait == layout.objectWait()) {
      return State.WAIT;
    }
    if (wait == layout.condvarWait()) {
      long inside = futex - javaThread;
      if (inside >= 0 && inside < layout.javaThreadSize()) {
        return State.PARK;
      }
      return timeout != 0 ? State.SLEEP : State.VM;
    }
    return State.VM;
  }

  /// The `int` at any address of this process; 0 if it is not mapped.
  public int userInt(long address) {
    return memory.intAt(address);
  }
}
