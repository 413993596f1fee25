package dev.jebpf.insn;

/// `destination = (s8|s16|s32) source` at the given width. Instruction set v4, minimum kernel 6.6.
///
/// @param bits 8, 16, or at 64 bits also 32
public record SignExtend(Width width, Register destination, Register source, int bits)
    implements Instruction {
  public SignExtend {
    if (bits != 8 && bits != 16 && !(bits == 32 && width == Width.W64)) {
      throw new IllegalArgumentException("no sign extension of bits=" + bits + " width=" + width);
    }
  }
}
