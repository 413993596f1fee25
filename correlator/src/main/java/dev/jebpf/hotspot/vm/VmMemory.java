package dev.jebpf.hotspot.vm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.ProcessMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Words of the VM's memory, read so that an address which is no longer mapped reads as 0 and kills
/// nobody. One thread at a time.
final class VmMemory {
  private final ProcessMemory memory;
  private final MemorySegment word = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);

  VmMemory(Kernel kernel) {
    memory = ProcessMemory.ofSelf(kernel);
  }

  long longAt(long address) {
    return memory.read(address, word) == Long.BYTES ? word.get(JAVA_LONG, 0) : 0;
  }

  int intAt(long address) {
    MemorySegment half = word.asSlice(0, Integer.BYTES);
    return memory.read(address, half) == Integer.BYTES ? half.get(JAVA_INT, 0) : 0;
  }
}
