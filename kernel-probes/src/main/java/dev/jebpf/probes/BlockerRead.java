package dev.jebpf.probes;

/// Whether a [BlockedRecord] says what the thread was blocked by, or why not;
/// [BlockedRecord#blockerRead] is the [#number].
public enum BlockerRead {
  /// The blocker and its class.
  KNOWN(BlockerResults.KNOWN),
  /// There is none: parked without a blocker, or blocked by something else than an object, such as
  /// a safepoint on the way out of the wait for a monitor.
  NONE(BlockerResults.NONE),
  /// A monitor, but what its object is can't be read with this collector.
  NO_CLASS(BlockerResults.NO_CLASS),
  /// The collector was moving objects meanwhile.
  MOVING(BlockerResults.MOVING),
  /// Memory of the JVM could not be read.
  UNREADABLE(BlockerResults.UNREADABLE),
  /// Nobody looked: the record was made outside of the thread, or the JVM is not understood.
  NOT_READ(BlockerResults.NOT_READ);

  private static final BlockerRead[] ALL = values();

  private final int number;

  BlockerRead(int number) {
    this.number = number;
  }

  /// The number in [BlockedRecord#blockerRead].
  public int number() {
    return number;
  }

  /// The one with this number.
  ///
  /// @throws IllegalArgumentException when there is none
  public static BlockerRead of(int number) {
    if (number < 0 || number >= ALL.length) {
      throw new IllegalArgumentException("blocker read: number=" + number);
    }
    return ALL[number];
  }
}
