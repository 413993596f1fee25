package dev.jebpf.probes;

/// Where a kernel program finds HotSpot's view of the current thread, as constants of the running
/// JVM.
///
/// The way: thread pointer -> DTV -> TLS block of `libjvm.so` -> `Thread::_thr_current` ->
/// `Thread::_osthread` -> `OSThread::_state`. All offsets in bytes.
///
/// @param available `false`: nothing below is used, futex sleeps are [State#OTHER]
/// @param dtvIndex index of `libjvm.so`'s module in the DTV (entries of 16 bytes)
/// @param tlsOffset offset of `Thread::_thr_current` in the module's TLS block
/// @param javaThreadVtable address of the virtual table of a plain `JavaThread`; threads with
/// another are the JVM's own
/// @param threadOsthread offset of `Thread::_osthread`
/// @param osthreadState offset of `OSThread::_state`, an `int`
/// @param javaThreadState offset of `JavaThread::_thread_state`, an `int`
/// @param javaThreadMonitorOwnerId offset of `JavaThread::_monitor_owner_id`, a `long`
/// @param javaThreadSize `sizeof(JavaThread)`, whose embedded `Parker` holds the futexes of `park`
/// @param javaThreadSleepEvent offset of `JavaThread::_SleepEvent`; -1 when unknown, and then a
/// condition wait outside the Parker is [State#SLEEP] if it has a timeout, else [State#VM]
/// @param sleepEventSize bytes from `_SleepEvent`'s address in which its futexes lie
/// @param stateMonitorWait `MONITOR_WAIT` of `enum ThreadState` (`osThread.hpp`)
/// @param stateCondvarWait `CONDVAR_WAIT`
/// @param stateObjectWait `OBJECT_WAIT`
/// @param threadInNative `_thread_in_native` of `enum JavaThreadState`
public record HotSpotOffsets(
    boolean available,
    long dtvIndex,
    long tlsOffset,
    long javaThreadVtable,
    int threadOsthread,
    int osthreadState,
    int javaThreadState,
    int javaThreadMonitorOwnerId,
    long javaThreadSize,
    int javaThreadSleepEvent,
    int sleepEventSize,
    int stateMonitorWait,
    int stateCondvarWait,
    int stateObjectWait,
    int threadInNative) {

  /// For a process whose JVM could not be read: futex sleeps are [State#OTHER], records carry no
  /// Java thread.
  public static HotSpotOffsets unavailable() {
    return new HotSpotOffsets(false, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0);
  }
}
