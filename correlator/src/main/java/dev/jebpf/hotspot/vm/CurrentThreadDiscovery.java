package dev.jebpf.hotspot.vm;

import dev.jebpf.linux.Architecture;
import java.lang.foreign.Linker;
import java.util.List;
import java.util.function.ToLongFunction;

/// Finds `Thread::_thr_current` in the thread-local storage of the thread that asks.
final class CurrentThreadDiscovery {
  /// Written for debuggers (glibc's `nptl_db`), an `int`.
  private static final String PTHREAD_SIZE = "_thread_db_sizeof_pthread";

  private final ThreadLayout layout;
  private final Architecture architecture;
  private final ToLongFunction<Thread> javaThread;

  CurrentThreadDiscovery(
      ThreadLayout layout, Architecture architecture, ToLongFunction<Thread> javaThread) {
    this.layout = layout;
    this.architecture = architecture;
    this.javaThread = javaThread;
  }

  /// Every place that holds the calling thread's `JavaThread*`.
  List<ThreadLocalSlot> candidates(VmMemory memory) throws MissingVmSymbolException {
    long own = own();
    return ThreadLocalSlot.candidates(memory, dtv(memory, own), own);
  }

  /// Those of `candidates` that hold the calling thread's too.
  List<ThreadLocalSlot> confirmed(VmMemory memory, List<ThreadLocalSlot> candidates)
      throws MissingVmSymbolException {
    long own = own();
    long dtv = dtv(memory, own);
    return candidates.stream().filter(slot -> slot.holds(memory, dtv, own)).toList();
  }

  /// Those of `candidates` that hold the `JavaThread*` of each of these threads, too. ZGC keeps a
  /// copy of it besides (`ZCPU::_self`, `zCPU.hpp`), which a thread has from its first allocation
  /// on, and some of the JVM's Java threads never allocate. Should several be left all the same,
  /// any serves.
  List<ThreadLocalSlot> holdingFor(
      VmMemory memory, List<ThreadLocalSlot> candidates, Thread[] threads)
      throws MissingVmSymbolException {
    List<ThreadLocalSlot> left = candidates;
    for (Thread thread : threads) {
      long address = javaThread.applyAsLong(thread);
      if (address != 0) {
        long dtv = dtv(memory, address);
        left = left.stream().filter(slot -> !lacks(slot, memory, dtv, address)).toList();
      }
    }
    return left;
  }

  /// A thread that ends meanwhile says nothing.
  private boolean lacks(ThreadLocalSlot slot, VmMemory memory, long dtv, long address) {
    boolean alive = dtv != 0 && memory.longAt(address + layout.osthread()) != 0;
    return alive && !slot.holds(memory, dtv, address);
  }

  private long own() {
    return javaThread.applyAsLong(Thread.currentThread());
  }

  private long dtv(VmMemory memory, long own) throws MissingVmSymbolException {
    long osthread = memory.longAt(own + layout.osthread());
    long pthread = memory.longAt(osthread + layout.pthreadId());
    return ThreadLocalSlot.dtv(memory, architecture, pthread, pthreadSize());
  }

  private long pthreadSize() throws MissingVmSymbolException {
    return switch (architecture) {
      case X86_64 -> 0;
      case AARCH64 ->
          Linker.nativeLinker()
              .defaultLookup()
              .find(PTHREAD_SIZE)
              .map(symbol -> (long) VmLibrary.intAt(symbol.address(), 0))
              .orElseThrow(
                  () -> new MissingVmSymbolException("libc does not export " + PTHREAD_SIZE));
    };
  }
}
