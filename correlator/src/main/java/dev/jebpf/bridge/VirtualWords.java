package dev.jebpf.bridge;

/// What follows the words of states in a [CallLayout] and a [SumLayout]: more of what virtual
/// threads did, zero for platform threads. Times are nanoseconds.
///
/// A virtual thread's wall time is that in which it was mounted, [#PARKED], and the state
/// `carrier`.
///
/// The same numbers, from [#PARKED] on, as in `java.lang.JebpfSpans`.
public final class VirtualWords {
  /// Not mounted, for anything but a carrier; in the states too, by what it waited for.
  public static final int PARKED = 0;

  /// The part of it for a socket, or a selector.
  public static final int PARKED_SOCKET = 1;

  /// The part of it for a lock of `java.util.concurrent` that a thread held.
  public static final int PARKED_LOCK = 2;

  /// The part of it for another thread's end.
  public static final int PARKED_JOIN = 3;

  /// Mounted, and blocked in a state in which a virtual thread usually unmounts.
  public static final int PINNED = 4;

  /// How often it parked without unmounting because of a native frame.
  public static final int PINS_NATIVE = 5;

  /// The same because of a critical section of the JDK's.
  public static final int PINS_CRITICAL = 6;

  public static final int LENGTH = 7;

  private VirtualWords() {}
}
