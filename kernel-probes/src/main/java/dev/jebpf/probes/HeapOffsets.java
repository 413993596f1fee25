package dev.jebpf.probes;

/// How a kernel program reads references and classes of objects in the Java heap of the running
/// JVM.
///
/// @param understood `false`: nothing below is used. Not so with a collector that moves objects
/// while threads run and does not tell by the reference (Shenandoah)
/// @param coloured whether references tell in some of their bits whether they may be followed
/// (`zAddress.hpp`), as ZGC's do
/// @param loadBadMask address of `ZPointerLoadBadMask`: with any of these bits a reference may lead
/// to where an object was
/// @param loadShift address of `ZPointerLoadShift`, by which one without them is shifted
/// @param collecting address of `CollectedHeap::_is_stw_gc_active`, a `bool`, of a collector that
/// moves objects only while all threads stand
/// @param collections address of `CollectedHeap::_total_collections`, an `int`
/// @param narrowOops whether references in objects have 32 bits
/// @param oopBase `CompressedOops::_base`
/// @param oopShift `CompressedOops::_shift`
/// @param klassForm how an object names its class: one of the constants here
/// @param klassOffset where it does
/// @param klassBase `CompressedKlassPointers::_base`
/// @param klassShift `CompressedKlassPointers::_shift`
/// @param klassBits where in the header of a compact object its class begins,
/// `markWord::klass_shift`
public record HeapOffsets(
    boolean understood,
    boolean coloured,
    long loadBadMask,
    long loadShift,
    long collecting,
    long collections,
    boolean narrowOops,
    long oopBase,
    int oopShift,
    int klassForm,
    int klassOffset,
    long klassBase,
    int klassShift,
    int klassBits) {

  /// By the address of its `Klass`.
  public static final int POINTER = 0;

  /// By a number of 32 bits.
  public static final int NARROW = 1;

  /// By the uppermost bits of its header.
  public static final int COMPACT = 2;

  /// For a heap that can't be read.
  public static HeapOffsets unavailable() {
    return new HeapOffsets(false, false, 0, 0, 0, 0, false, 0, 0, POINTER, 0, 0, 0, 0);
  }
}
