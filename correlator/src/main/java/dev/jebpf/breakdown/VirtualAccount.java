package dev.jebpf.breakdown;

/// What calls on virtual threads did besides their states; all zero on platform threads, and in
/// recordings of earlier versions.
///
/// @param parkedNanos not mounted, for anything but a carrier
/// @param parkedSocketNanos the part of it for a socket or a selector
/// @param parkedLockNanos the part of it for a lock of `java.util.concurrent` that a thread held
/// @param parkedJoinNanos the part of it for another thread's end
/// @param pinnedNanos blocked while mounted where a virtual thread usually unmounts
/// @param pinsNative how often it parked without unmounting because of a native frame
/// @param pinsCritical the same because of a critical section of the JDK's
public record VirtualAccount(
    long parkedNanos,
    long parkedSocketNanos,
    long parkedLockNanos,
    long parkedJoinNanos,
    long pinnedNanos,
    long pinsNative,
    long pinsCritical) {

  /// Of platform threads.
  public static final VirtualAccount NONE = new VirtualAccount(0, 0, 0, 0, 0, 0, 0);
}
