package dev.jebpf.elf.cfi;

import java.nio.ByteBuffer;

/// A frame description entry: the rules of one function.
///
/// @param begin address of its first instruction
/// @param length bytes of its instructions
/// @param instructions what changes on the way, after those of the CIE
record Fde(Cie cie, long begin, long length, Cursor instructions) {
  /// In place of a length: that follows in eight bytes.
  private static final long EXTENDED = 0xFFFF_FFFFL;

  /// What a CIE has where an FDE says how far back its CIE is.
  private static final long CIE_ID = 0;

  boolean covers(long address) {
    return Long.compareUnsigned(address - begin, length) < 0;
  }

  /// Reads one with its CIE.
  ///
  /// @param section `.eh_frame`
  /// @param address where that is loaded to
  /// @param offset of the FDE in it
  static Fde read(ByteBuffer section, long address, long offset) throws CfiException {
    Cursor in = entry(section, address, offset);
    long own = in.position();
    long back = in.u32();
    if (back == CIE_ID) {
      throw new CfiException("a CIE in place of an FDE at " + offset);
    }
    Cursor common = entry(section, address, own - back);
    if (common.u32() != CIE_ID) {
      throw new CfiException("no CIE at " + (own - back));
    }
    Cie cie = Cie.read(common);
    long begin = cie.pointers().address(in, 0);
    long length = cie.pointers().value(in);
    if (cie.augmented()) {
      in.skip(in.unsigned());
    }
    return new Fde(cie, begin, length, in);
  }

  /// What follows the length of an entry.
  private static Cursor entry(ByteBuffer section, long address, long offset) throws CfiException {
    if (offset < 0 || offset >= section.limit()) {
      throw new CfiException("entry at %d of %d".formatted(offset, section.limit()));
    }
    var in = new Cursor(section, address, (int) offset, section.limit());
    long length = in.u32();
    return in.slice(length == EXTENDED ? in.s64() : length);
  }
}
