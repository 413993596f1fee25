package dev.jebpf.hotspot.vm;

import dev.jebpf.linux.Architecture;
import java.util.ArrayList;
import java.util.List;

/// Where every thread keeps the variable `Thread::_thr_current` of `libjvm.so`: a module of the
/// thread's dynamic thread vector (DTV) and an offset in that module's block.
///
/// HotSpot exports neither, so they are found by looking: the variable of a live Java thread holds
/// its `JavaThread*`. The layout is glibc's (`sysdeps/x86_64/nptl/tls.h`, `dl-dtv.h`): on x86-64
/// the thread pointer is the `pthread_t`, the DTV's address lies 8 bytes from it, entries are 16
/// bytes `{block, to_free}`, and the word 16 bytes before the DTV counts them. On aarch64 the DTV's
/// address is the first word at the thread pointer, which lies `sizeof(struct pthread)` above the
/// `pthread_t`. Another C library is met with "not found".
///
/// @param module index in the DTV, from 1
/// @param offset in the block, in bytes
record ThreadLocalSlot(long module, long offset) {
  private static final int MOST_MODULES = 1024;
  private static final int MOST_BLOCK_BYTES = 512;
  private static final long ENTRY = 16;
  private static final long UNALLOCATED = -1;

  /// All places that hold `javaThread` for the thread with this `pthread_t`.
  static List<ThreadLocalSlot> candidates(VmMemory memory, long dtv, long javaThread) {
    var found = new ArrayList<ThreadLocalSlot>();
    long modules = Math.min(memory.longAt(dtv - ENTRY), MOST_MODULES);
    for (long module = 1; module <= modules; module++) {
      long block = memory.longAt(dtv + module * ENTRY);
      if (block == 0 || block == UNALLOCATED) {
        continue;
      }
      for (long offset = 0; offset < MOST_BLOCK_BYTES; offset += Long.BYTES) {
        if (memory.longAt(block + offset) == javaThread) {
          found.add(new ThreadLocalSlot(module, offset));
        }
      }
    }
    return found;
  }

  /// Whether the thread's variable holds `javaThread`.
  boolean holds(VmMemory memory, long dtv, long javaThread) {
    long block = memory.longAt(dtv + module * ENTRY);
    return block != 0 && block != UNALLOCATED && memory.longAt(block + offset) == javaThread;
  }

  /// The address of a thread's DTV.
  static long dtv(VmMemory memory, Architecture architecture, long pthread, long pthreadSize) {
    return switch (architecture) {
      case X86_64 -> memory.longAt(pthread + Long.BYTES);
      case AARCH64 -> memory.longAt(pthread + pthreadSize);
    };
  }
}
