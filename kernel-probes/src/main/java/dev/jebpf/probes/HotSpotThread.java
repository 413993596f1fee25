package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// What HotSpot says about the current thread, read from its memory.
///
/// For the *current* task only: it is its memory that is mapped. A page that is not there reads as
/// 0, which every method takes for "not known".
final class HotSpotThread {
  /// A DTV entry: `{ void *block; void *to_free; }` of glibc's `dl-dtv.h`.
  private static final int DTV_ENTRY = 16;

  /// `TLS_DTV_UNALLOCATED` of glibc: this thread has not used the module yet.
  private static final long UNALLOCATED = -1;

  private final Helpers helpers;
  private final HotSpotOffsets offsets;
  private final int dtvPointer;

  /// @param dtvPointer where the DTV's address lies from the thread pointer on: 8 on x86-64
  /// (`tcbhead_t`), 0 on aarch64
  HotSpotThread(Helpers helpers, HotSpotOffsets offsets, int dtvPointer) {
    this.helpers = helpers;
    this.offsets = offsets;
    this.dtvPointer = dtvPointer;
  }

  /// Id of the Java thread that runs on the current task, the virtual one if one is mounted; 0 when
  /// it is not a plain Java thread.
  long javaThread(TaskStruct current, Slot slot) {
    if (!offsets.available()) {
      return 0;
    }
    long thread = identify(current, slot);
    return thread != 0 && slot.osthread() != 0 ? ownerId(thread) : 0;
  }

  /// Address of the `JavaThread` of the current task; 0 when it is not a plain Java thread.
  long address(TaskStruct current, Slot slot) {
    if (!offsets.available()) {
      return 0;
    }
    long thread = identify(current, slot);
    return slot.osthread() == 0 ? 0 : thread;
  }

  /// The same after [#javaThread] has been asked, without another look.
  long known(Slot slot) {
    return slot.osthread() == 0 ? 0 : slot.hotSpotThread();
  }

  /// The [State#word] of a futex sleep of the current task.
  ///
  /// A thread that parks waits for a futex in its own `JavaThread`, which tells without any read.
  int futexState(TaskStruct current, Slot slot, PtRegs regs) {
    if (!offsets.available()) {
      return Words.OTHER;
    }
    if (slot.osthread() != 0 && within(slot.hotSpotThread(), regs.argument0())) {
      return Words.PARK;
    }
    long thread = identify(current, slot);
    if (thread == 0) {
      return Words.OTHER;
    }
    long osthread = slot.osthread();
    return osthread == 0 ? Words.VM : javaState(thread, osthread, regs);
  }

  private int javaState(long thread, long osthread, PtRegs regs) {
    int state = helpers.probeReadUserInt(osthread + offsets.osthreadState());
    if (state == offsets.stateCondvarWait()) {
      return conditionState(thread, regs);
    }
    if (state == offsets.stateMonitorWait()) {
      return Words.LOCK;
    }
    if (state == offsets.stateObjectWait()) {
      return Words.WAIT;
    }
    int javaState = helpers.probeReadUserInt(thread + offsets.javaThreadState());
    return javaState == offsets.threadInNative() ? Words.OTHER : Words.VM;
  }

  /// A condition wait: the thread's own Parker lies inside the `JavaThread`, and any condition but
  /// the one of its sleep event belongs to the JVM. Where that event is not known: a sleep always
  /// has a timeout, and the JVM's own waits in a Java thread (for a VM operation, a class, a
  /// collection) have none.
  private int conditionState(long thread, PtRegs regs) {
    long futex = regs.argument0();
    if (within(thread, futex)) {
      return Words.PARK;
    }
    if (offsets.javaThreadSleepEvent() < 0) {
      return regs.argument3() != 0 ? Words.SLEEP : Words.VM;
    }
    long event = helpers.probeReadUserLong(thread + offsets.javaThreadSleepEvent());
    return futex >= event && futex < event + offsets.sleepEventSize() ? Words.SLEEP : Words.VM;
  }

  private boolean within(long thread, long futex) {
    return futex >= thread && futex < thread + offsets.javaThreadSize();
  }

  private long ownerId(long thread) {
    return helpers.probeReadUserLong(thread + offsets.javaThreadMonitorOwnerId());
  }

  /// HotSpot's `Thread*` of the current task, or 0; what there is to know of it is then in the
  /// slot.
  ///
  /// A thread stays the same one for as long as the JVM has it, so all but the first time this is
  /// one read of user memory.
  private long identify(TaskStruct current, Slot slot) {
    long variable = slot.tlsAddress();
    if (variable == 0) {
      variable = locate(current);
      slot.tlsAddress(variable);
    }
    long thread = helpers.probeReadUserLong(variable);
    if (thread != slot.hotSpotThread()) {
      note(thread, slot);
    }
    return thread;
  }

  /// What could not be read is not noted for good, and looked at again; nor is a thread without an
  /// id. The JVM makes the kernel's thread in the constructor of `JavaThread`: until those of
  /// derived classes have run, one that will be a compiler's looks like a plain one.
  private void note(long thread, Slot slot) {
    long vtable = helpers.probeReadUserLong(thread);
    boolean plain = vtable == offsets.javaThreadVtable();
    long osthread = plain ? helpers.probeReadUserLong(thread + offsets.threadOsthread()) : 0;
    long javaThread = plain ? ownerId(thread) : 0;
    boolean ready = plain ? osthread != 0 && javaThread != 0 : vtable != 0;
    slot.osthread(ready ? osthread : 0);
    slot.javaThread(javaThread);
    slot.hotSpotThread(ready ? thread : 0);
  }

  /// Address of the thread-local `Thread::_thr_current` in the current task, or 0.
  private long locate(TaskStruct current) {
    long dtv = helpers.probeReadUserLong(current.threadPointer() + dtvPointer);
    long block = helpers.probeReadUserLong(dtv + offsets.dtvIndex() * DTV_ENTRY);
    return dtv == 0 || block == 0 || block == UNALLOCATED ? 0 : block + offsets.tlsOffset();
  }
}
