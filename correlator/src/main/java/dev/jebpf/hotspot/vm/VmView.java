package dev.jebpf.hotspot.vm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.ProcessMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The VM's memory, read through the kernel, which answers with an error where a plain read would
/// kill the JVM.
///
/// A read costs a system call, so memory is read by lines and kept until [#refresh]: what is read
/// in between may come from different moments, and is for the reader to check. A line lies in one
/// page, and so is mapped or is not. Memory that stays for the life of the JVM may be told as such,
/// and is then read as it is. One thread at a time; nothing is allocated per read.
public final class VmView {
  private static final int LINE = 256;
  private static final int LINES = 1024;

  @SuppressWarnings("restricted")
  private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final ProcessMemory memory;
  private final MemorySegment lines = Arena.ofAuto().allocate((long) LINES * LINE, Long.BYTES);
  private final MemorySegment[] destinations = new MemorySegment[LINES];
  private final long[] tags = new long[LINES];
  private final int[] seen = new int[LINES];
  private long[] lows = {};
  private long[] sizes = {};
  private int moment = 1;
  private long reads;

  public VmView(Kernel kernel) {
    memory = ProcessMemory.ofSelf(kernel);
    for (int i = 0; i < LINES; i++) {
      destinations[i] = lines.asSlice((long) i * LINE, LINE);
    }
  }

  /// From now on reads a range as it is.
  ///
  /// @param low where it begins; it must stay mapped for as long as the JVM runs
  /// @param bytes its size, which may be another each time the same range is told
  public void lasts(long low, long bytes) {
    int at = 0;
    while (at < lows.length && lows[at] != low) {
      at++;
    }
    if (at == lows.length) {
      lows = Arrays.copyOf(lows, at + 1);
      sizes = Arrays.copyOf(sizes, at + 1);
    }
    lows[at] = low;
    sizes[at] = bytes;
  }

  /// The `long` or pointer at an address that stays mapped for as long as the JVM runs.
  public long lastingLongAt(long address) {
    return EVERYTHING.get(JAVA_LONG_UNALIGNED, address);
  }

  private boolean lasting(long address, int bytes) {
    for (int i = 0; i < lows.length; i++) {
      long offset = address - lows[i];
      if (offset >= 0 && offset <= sizes[i] - bytes) {
        return true;
      }
    }
    return false;
  }

  /// Forgets what was read.
  public void refresh() {
    moment++;
  }

  /// System calls made so far.
  public long reads() {
    return reads;
  }

  /// The `long` or pointer at an address.
  public long longAt(long address) throws VmFault {
    if (lasting(address, Long.BYTES)) {
      return EVERYTHING.get(JAVA_LONG_UNALIGNED, address);
    }
    int rest = (int) address & (LINE - 1);
    if (rest > LINE - Long.BYTES) {
      return Integer.toUnsignedLong(intAt(address))
          | ((long) intAt(address + Integer.BYTES) << Integer.SIZE);
    }
    return lines.get(JAVA_LONG_UNALIGNED, line(address) + rest);
  }

  public int intAt(long address) throws VmFault {
    if (lasting(address, Integer.BYTES)) {
      return EVERYTHING.get(JAVA_INT_UNALIGNED, address);
    }
    int rest = (int) address & (LINE - 1);
    if (rest > LINE - Integer.BYTES) {
      return shortAt(address) | (shortAt(address + Short.BYTES) << Short.SIZE);
    }
    return lines.get(JAVA_INT_UNALIGNED, line(address) + rest);
  }

  /// The unsigned 16 bits at an address.
  public int shortAt(long address) throws VmFault {
    if (lasting(address, Short.BYTES)) {
      return EVERYTHING.get(JAVA_SHORT_UNALIGNED, address) & 0xFFFF;
    }
    int rest = (int) address & (LINE - 1);
    if (rest > LINE - Short.BYTES) {
      return byteAt(address) | (byteAt(address + 1) << Byte.SIZE);
    }
    return lines.get(JAVA_SHORT_UNALIGNED, line(address) + rest) & 0xFFFF;
  }

  /// The unsigned byte at an address.
  public int byteAt(long address) throws VmFault {
    if (lasting(address, 1)) {
      return EVERYTHING.get(JAVA_BYTE, address) & 0xFF;
    }
    return lines.get(JAVA_BYTE, line(address) + ((int) address & (LINE - 1))) & 0xFF;
  }

  /// Copies bytes.
  public byte[] bytesAt(long address, int count) throws VmFault {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) byteAt(address + i);
    }
    return bytes;
  }

  /// Where in [#lines] the line of an address is.
  private long line(long address) throws VmFault {
    long tag = address & -LINE;
    long mixed = (tag >>> 8) * 0x9E3779B97F4A7C15L;
    int index = (int) (mixed >>> 54);
    if (tags[index] != tag || seen[index] != moment) {
      seen[index] = 0;
      reads++;
      if (memory.read(tag, destinations[index]) != LINE) {
        throw new VmFault(address);
      }
      tags[index] = tag;
      seen[index] = moment;
    }
    return (long) index * LINE;
  }
}
