package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;

/// Reads objects of the traced JVM, whose collector may move them meanwhile.
///
/// What is read between two equal [#moment]s other than 0 was not moved. Addresses are positive; 0
/// is null, or memory that could not be read; negative is a reference that may not be followed.
final class JavaHeap {
  private static final long MAY_HAVE_MOVED = -1;
  private static final long NARROW_MASK = 0xFFFF_FFFFL;

  private final Helpers helpers;
  private final HeapOffsets offsets;

  JavaHeap(Helpers helpers, HeapOffsets offsets) {
    this.helpers = helpers;
    this.offsets = offsets;
  }

  boolean understood() {
    return offsets.understood();
  }

  /// Another one when objects have begun to move; 0 while they do.
  ///
  /// A collector that stops the threads first says that it is at work, then counts the collection,
  /// then moves objects (`IsSTWGCActiveMark`). With coloured references objects move all the time,
  /// but none that a good one leads to, until which bits are bad changes.
  long moment() {
    if (offsets.coloured()) {
      return helpers.probeReadUserLong(offsets.loadBadMask());
    }
    boolean collecting = helpers.probeReadUserByte(offsets.collecting()) != 0;
    long collections = helpers.probeReadUserInt(offsets.collections()) & NARROW_MASK;
    return collecting ? 0 : collections + 1;
  }

  /// The object that a reference outside of the heap leads to.
  ///
  /// @param reference its address
  long behind(long reference) {
    return followed(helpers.probeReadUserLong(reference));
  }

  /// The object that a field of another leads to.
  ///
  /// @param field its address
  long at(long field) {
    if (!offsets.narrowOops()) {
      return followed(helpers.probeReadUserLong(field));
    }
    long narrow = helpers.probeReadUserInt(field) & NARROW_MASK;
    return narrow == 0 ? 0 : offsets.oopBase() + (narrow << offsets.oopShift());
  }

  private long followed(long reference) {
    if (!offsets.coloured()) {
      return reference;
    }
    if ((reference & helpers.probeReadUserLong(offsets.loadBadMask())) != 0) {
      return MAY_HAVE_MOVED;
    }
    return reference >>> helpers.probeReadUserLong(offsets.loadShift());
  }

  /// Address of the `Klass` of an object.
  long klass(long object) {
    if (offsets.klassForm() == HeapOffsets.POINTER) {
      return helpers.probeReadUserLong(object + offsets.klassOffset());
    }
    long narrow =
        offsets.klassForm() == HeapOffsets.NARROW
            ? helpers.probeReadUserInt(object + offsets.klassOffset()) & NARROW_MASK
            : helpers.probeReadUserLong(object + offsets.klassOffset()) >>> offsets.klassBits();
    return narrow == 0 ? 0 : offsets.klassBase() + (narrow << offsets.klassShift());
  }
}
