package dev.jebpf.elf.cfi;

import java.nio.ByteBuffer;

/// `.eh_frame_hdr`, the FDEs sorted by the addresses of their functions (Linux Standard Base,
/// section 10.6.2), in the one form that linkers write.
///
/// ```
/// 0 version   1 encoding of the address of .eh_frame   2 of the count   3 of the table
/// 4 the address   8 the count   12 address of a function, address of its FDE; and so on
/// ```
final class SearchTable {
  private static final int VERSION = 1;

  /// `DW_EH_PE_datarel | DW_EH_PE_sdata4`.
  private static final int TABLE_ENCODING = 0x3B;

  private static final int ENTRY = 2 * Integer.BYTES;

  private final ByteBuffer section;
  private final long address;
  private final int table;
  private final int count;

  private SearchTable(ByteBuffer section, long address, int table, int count) {
    this.section = section;
    this.address = address;
    this.table = table;
    this.count = count;
  }

  /// @param address where the section is loaded to
  static SearchTable read(ByteBuffer section, long address) throws CfiException {
    var in = new Cursor(section, address, 0, section.limit());
    int version = in.u8();
    var frames = new PointerEncoding(in.u8());
    var counts = new PointerEncoding(in.u8());
    int encoding = in.u8();
    if (version != VERSION
        || encoding != TABLE_ENCODING
        || counts.number() == PointerEncoding.OMIT) {
      throw new CfiException(
          ".eh_frame_hdr version %d, table encoding 0x%x".formatted(version, encoding));
    }
    frames.value(in);
    long count = counts.value(in);
    int table = in.position();
    if (count < 0 || count > (section.limit() - table) / ENTRY) {
      throw new CfiException(".eh_frame_hdr of %d entries".formatted(count));
    }
    return new SearchTable(section, address, table, (int) count);
  }

  /// The address of the FDE of the last function that begins at or before an address; -1 for none.
  long fdeBefore(long wanted) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (word(middle, 0) <= wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? -1 : word(low - 1, Integer.BYTES);
  }

  private long word(int entry, int offset) {
    return address + section.getInt(table + entry * ENTRY + offset);
  }
}
