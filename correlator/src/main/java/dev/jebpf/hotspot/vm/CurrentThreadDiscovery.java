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
