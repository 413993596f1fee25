package dev.jebpf.elf.cfi;

/// How addresses are written: `DW_EH_PE_...` of the Linux Standard Base, section 10.5.1. The lower
/// four bits are the format, the next three what it counts from, the highest says that what is
/// written is where the address is.
///
/// @param number the byte that says so
record PointerEncoding(int number) {
  /// `DW_EH_PE_omit`: there is none.
  static final int OMIT = 0xFF;

  /// `DW_EH_PE_absptr`.
  static final PointerEncoding ABSOLUTE = new PointerEncoding(0);

  private static final int FORMAT = 0x0F;
  private static final int APPLICATION = 0x70;
  private static final int INDIRECT = 0x80;
  private static final int PC_RELATIVE = 0x10;
  private static final int DATA_RELATIVE = 0x30;

  /// Reads an address.
  ///
  /// @param data what those count from that are relative to data: the start of `.eh_frame_hdr`
  long address(Cursor in, long data) throws CfiException {
    long own = in.address();
    long written = value(in);
    if ((number & INDIRECT) != 0) {
      throw refused();
    }
    return switch (number & APPLICATION) {
      case 0 -> written;
      case PC_RELATIVE -> own + written;
      case DATA_RELATIVE -> data + written;
      default -> throw refused();
    };
  }

  /// Reads what is written, which counts from nothing: a length, or what is not wanted.
  long value(Cursor in) throws CfiException {
    return switch (number & FORMAT) {
      case 0x0, 0x4, 0xC -> in.s64();
      case 0x1 -> in.unsigned();
      case 0x2 -> in.u16();
      case 0x3 -> in.u32();
      case 0x9 -> in.signed();
      case 0xA -> in.s16();
      case 0xB -> in.s32();
      default -> throw refused();
    };
  }

  private CfiException refused() {
    return new CfiException("pointer encoding 0x" + Integer.toHexString(number));
  }
}
