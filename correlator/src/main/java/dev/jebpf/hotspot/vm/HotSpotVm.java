package dev.jebpf.hotspot.vm;

import dev.jebpf.linux.Architecture;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.HotSpotOffsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The running HotSpot, as far as the breakdown needs it.
///
/// Two capabilities, each absent with a reason: [#layout], from which a thread's kernel id follows,
/// and [#offsets], with which a kernel program tells HotSpot's waits apart. Immutable; minimum JDK
/// 25.
///
/// @param layout null when this JVM lacks a name it is made of
/// @param offsets for the kernel programs; not available when the layout is not, or when
/// `Thread::_thr_current` was not found
/// @param reason why something is missing; empty when nothing is
public record HotSpotVm(@Nullable ThreadLayout layout, HotSpotOffsets offsets, String reason) {
  private static final int WITNESSES = 2;
  private static final int SPARE_THREADS = 16;
  private static final int UNKNOWN = -1;

  /// Reads this JVM's own tables. Takes some tens of milliseconds in a cold JVM and starts two
  /// threads that end at once.
  ///
  /// @param javaThread the address of the `JavaThread` of a live platform thread: its `eetop` field
  public static HotSpotVm bind(Kernel kernel, ToLongFunction<Thread> javaThread) {
    ThreadLayout layout;
    try {
      layout = ThreadLayout.ofThisProcess();
    } catch (MissingVmSymbolException e) {
      return new HotSpotVm(null, HotSpotOffsets.unavailable(), e.reason());
    }
    try {
      return new HotSpotVm(layout, offsets(kernel, layout, javaThread), "");
    } catch (MissingVmSymbolException e) {
      return new HotSpotVm(layout, HotSpotOffsets.unavailable(), e.reason());
    }
  }

  private static HotSpotOffsets offsets(
      Kernel kernel, ThreadLayout layout, ToLongFunction<Thread> javaThread)
      throws MissingVmSymbolException {
    var discovery = new CurrentThreadDiscovery(layout, Architecture.running(), javaThread);
    List<ThreadLocalSlot> candidates = discovery.candidates(new VmMemory(kernel));
    for (int witness = 0; witness < WITNESSES; witness++) {
      List<ThreadLocalSlot> before = candidates;
      candidates = onAnotherThread(() -> discovery.confirmed(new VmMemory(kernel), before));
    }
    if (candidates.size() > 1) {
      candidates = discovery.holdingFor(new VmMemory(kernel), candidates, liveThreads());
    }
    if (candidates.isEmpty()) {
      throw new MissingVmSymbolException(
          "Thread::_thr_current not found in thread-local storage; is the C library glibc?");
    }
    ThreadLocalSlot slot = candidates.getFirst();
    long own = javaThread.applyAsLong(Thread.currentThread());
    return new HotSpotOffsets(
        true,
        slot.module(),
        slot.offset(),
        new VmMemory(kernel).longAt(own),
        layout.osthread(),
        layout.waitState(),
        layout.javaState(),
        layout.monitorOwnerId(),
        layout.javaThreadSize(),
        UNKNOWN,
        0,
        layout.monitorWait(),
        layout.condvarWait(),
        layout.objectWait(),
        layout.inNative());
  }

  private static Thread[] liveThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    var threads = new Thread[root.activeCount() + SPARE_THREADS];
    return Arrays.copyOf(threads, root.enumerate(threads));
  }

  private static <T> T onAnotherThread(Callable<T> task) throws MissingVmSymbolException {
    var future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "jebpf-witness", 0, false);
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MissingVmSymbolException("interrupted while looking at thread-local storage");
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at thread-local storage failed", e.getCause());
    }
  }
}
