package dev.jebpf.jfr;

/// What calls on virtual threads did besides their states; times in nanoseconds, all zero on
/// platform threads.
///
/// @param parked not mounted, for anything but a carrier
/// @param parkedSocket the part of it for a socket or a selector
/// @param parkedLock the part of it for a lock of `java.util.concurrent` that a thread held
/// @param parkedJoin the part of it for another thread's end
/// @param pinned blocked while mounted where a virtual thread usually unmounts
/// @param pinsNative how often it parked without unmounting because of a native frame
/// @param pinsCritical the same because of a critical section of the JDK's
public record VirtualTimes(
    long parked,
    long parkedSocket,
    long parkedLock,
    long parkedJoin,
    long pinned,
    long pinsNative,
    long pinsCritical) {

  /// Of a platform thread.
  public static final VirtualTimes NONE = new VirtualTimes(0, 0, 0, 0, 0, 0, 0);
}
