package dev.jebpf.elf.cfi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// `.eh_frame` and `.eh_frame_hdr` of one function of [#LENGTH] bytes at [#FUNCTION].
record Frames(byte[] header, byte[] frames) {
  static final long FUNCTION = 0x1000;
  static final int LENGTH = 0x40;
  private static final long HEADER_ADDRESS = 0x2000;
  private static final long FRAMES_ADDRESS = 0x3000;

  /// `DW_EH_PE_pcrel | DW_EH_PE_sdata4`.
  private static final int PC_RELATIVE = 0x1B;

  /// What compilers begin with: the CFA is `rsp+8`, the return address at `c-8`.
  private static final byte[] INITIAL = {0x0C, 7, 8, (byte) 0x90, 1};

  /// @param instructions of the FDE
  static Frames of(int... instructions) {
    return of("zR", instructions);
  }

  /// @param augmentation `zR` or `zRS`
  static Frames of(String augmentation, int... instructions) {
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).putInt(0).put((byte) 1);
    out.put(augmentation.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    out.put((byte) 1).put((byte) 0x78).put((byte) 16); // code 1, data -8, return address
    out.put((byte) 1).put((byte) PC_RELATIVE).put(INITIAL);
    int fde = out.position();
    out.putInt(0, fde - Integer.BYTES);
    out.putInt(0).putInt(fde + Integer.BYTES);
    out.putInt((int) (FUNCTION - (FRAMES_ADDRESS + out.position()))).putInt(LENGTH);
    out.put((byte) 0);
    for (int code : instructions) {
      out.put((byte) code);
    }
    out.putInt(fde, out.position() - fde - Integer.BYTES);
    return new Frames(header(fde), Arrays.copyOf(out.array(), out.position()));
  }

  private static byte[] header(int fde) {
    ByteBuffer out = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {1, PC_RELATIVE, 3, 0x3B});
    out.putInt((int) (FRAMES_ADDRESS - HEADER_ADDRESS - 4)).putInt(1);
    out.putInt((int) (FUNCTION - HEADER_ADDRESS));
    out.putInt((int) (FRAMES_ADDRESS + fde - HEADER_ADDRESS));
    return out.array();
  }

  UnwindTable table() throws CfiException {
    return UnwindTable.of(bytes(header), HEADER_ADDRESS, bytes(frames), FRAMES_ADDRESS);
  }

  static ByteBuffer bytes(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}
