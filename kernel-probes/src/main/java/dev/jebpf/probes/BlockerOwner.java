package dev.jebpf.probes;

/// What else than the id of a Java thread [BlockedRecord#owner] may be.
public final class BlockerOwner {
  /// Nobody had it at that moment, or it is nothing that has an owner.
  public static final long NOBODY = 0;

  /// The collector was moving objects, or memory of the JVM could not be read.
  public static final long UNKNOWN = -1;

  /// A thread that locked the object before any other wanted it: the JVM itself learns who that is
  /// when it unlocks (`ObjectMonitor::ANONYMOUS_OWNER`).
  public static final long ANONYMOUS = -2;

  private BlockerOwner() {}
}
