package dev.jebpf.probes;

/// Where a kernel program finds what a Java thread is blocked by, and who has it, in the running
/// JVM; offsets in bytes.
///
/// Names as in `javaThread.hpp`, `objectMonitor.hpp` and `java.lang.Thread` of the JDK.
///
/// @param available `false`: nothing below is used
/// @param pendingMonitor `JavaThread::_current_pending_monitor`: what the thread wants to enter
/// @param waitingMonitor `JavaThread::_current_waiting_monitor`: what it waits to be notified of
/// @param monitorObject `ObjectMonitor::_object`, the address of a reference
/// @param monitorOwner `ObjectMonitor::_owner`, the id of a Java thread
/// @param currentThread `JavaThread::_vthread`, the address of a reference to the virtual thread
/// that is mounted, or to the thread itself
/// @param parkBlocker of `Thread`: what `LockSupport.park` was told
/// @param threadId `tid` of `Thread`
/// @param exclusiveOwner `exclusiveOwnerThread` of `AbstractOwnableSynchronizer`
/// @param ownable address of the `Klass` of `AbstractOwnableSynchronizer`
/// @param ownableSuper where in a `Klass` that stands if it is one of its subclasses: the second
/// of `_primary_supers`, for it is itself a subclass of `Object`
/// @param heap how objects are read
public record BlockerOffsets(
    boolean available,
    int pendingMonitor,
    int waitingMonitor,
    int monitorObject,
    int monitorOwner,
    int currentThread,
    long parkBlocker,
    long threadId,
    long exclusiveOwner,
    long ownable,
    int ownableSuper,
    HeapOffsets heap) {

  /// For a JVM that could not be read.
  public static BlockerOffsets unavailable() {
    return new BlockerOffsets(false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, HeapOffsets.unavailable());
  }
}
