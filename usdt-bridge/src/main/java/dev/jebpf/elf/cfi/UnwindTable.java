package dev.jebpf.elf.cfi;

import dev.jebpf.elf.ElfFile;
import dev.jebpf.elf.SectionHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The call frame information of a file. May be used by one thread at a time.
public final class UnwindTable {
  private final SearchTable index;
  private final ByteBuffer frames;
  private final long address;

  private UnwindTable(SearchTable index, ByteBuffer frames, long address) {
    this.index = index;
    this.frames = frames;
    this.address = address;
  }

  /// That of a file; null when it has none, or none that is sorted.
  ///
  /// @throws CfiException when it can't be right
  /// @throws dev.jebpf.elf.ElfFormatException when a section lies outside of the file
  public static @Nullable UnwindTable of(ElfFile file) throws CfiException {
    SectionHeader header = file.section(".eh_frame_hdr").orElse(null);
    SectionHeader frames = file.section(".eh_frame").orElse(null);
    if (header == null || frames == null) {
      return null;
    }
    return of(file.contents(header), header.address(), file.contents(frames), frames.address());
  }

  /// The same of the bytes of both sections, which are little-endian.
  ///
  /// @param header `.eh_frame_hdr`
  /// @param headerAddress where it is loaded to, before relocation
  /// @param frames `.eh_frame`
  /// @param framesAddress where that is
  public static UnwindTable of(
      ByteBuffer header, long headerAddress, ByteBuffer frames, long framesAddress)
      throws CfiException {
    return new UnwindTable(SearchTable.read(header, headerAddress), frames, framesAddress);
  }

  /// The rules in force at an instruction.
  ///
  /// @param at its address before relocation. Of a frame that called another this is the address
  /// returned to less one: the call may be the last instruction of its function
  /// @return null when no function with rules has it
  /// @throws CfiException when they are damaged or not supported
  public @Nullable UnwindRow row(long at) throws CfiException {
    long found = index.fdeBefore(at);
    if (found == -1) {
      return null;
    }
    Fde fde = Fde.read(frames, address, found - address);
    return fde.covers(at) ? CallFrameProgram.row(fde, at) : null;
  }
}
