package dev.jebpf.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Cases that only virtual threads have.
final class VirtualCases {
  private VirtualCases() {}

  /// Knows itself how long it was in its states.
  interface Timed extends CaseBody {
    /// Nanoseconds.
    long nanos();
  }

  /// Keeps its carrier busy. Nothing makes it unmount, so the delay is that of one carrier.
  static final class Busy implements Timed {
    private long nanos;

    @Override
    public void work() throws IOException {
      long delay = Schedstat.stale().delay();
      long start = System.nanoTime();
      while (System.nanoTime() - start < AMOUNT) {
        Thread.onSpinWait();
      }
      nanos = System.nanoTime() - start - (Schedstat.stale().delay() - delay);
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  /// Sleeps often; others want the carriers meanwhile, so it comes back on any of them.
  static final class Hops implements CaseBody {
    private static final int SLEEPS = 40;

    @Override
    public void prepare(Path directory) {
      for (int i = 0; i < 4; i++) {
        var _ = Thread.startVirtualThread(Hops::yieldForAWhile);
      }
    }

    private static void yieldForAWhile() {
      long end = System.nanoTime() + 2 * AMOUNT;
      while (System.nanoTime() < end) {
        Thread.yield();
      }
    }

    @Override
    public void work() throws InterruptedException {
      for (int i = 0; i < SLEEPS; i++) {
        Thread.sleep(AMOUNT / SLEEPS / 1_000_000);
      }
    }
  }

  /// Joins a virtual thread that sleeps.
  static final class Join implements CaseBody {
    /// Whether that is to park: from JDK 27 on it is `Object.wait`.
    static final boolean PARKS = Runtime.version().feature() < 27;

    private final CountDownLatch begun = new CountDownLatch(1);
    private @Nullable Thread sleeper;

    @Override
    public void prepare(Path directory) {
      sleeper =
          Thread.startVirtualThread(
              () -> {
                try {
                  begun.await();
                  Thread.sleep(AMOUNT / 1_000_000);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    @Override
    public void work() throws InterruptedException {
      begun.countDown();
      sleeper.join();
    }
  }

  /// Is unparked while other virtual threads keep all carriers busy, for 200 ms more.
  static final class Starved implements Timed {
    private final CountDownLatch busy = new CountDownLatch(VirtualOracle.CARRIERS);
    private volatile long unparkedAt;
    private volatile boolean done;
    private long nanos;

    @Override
    public void prepare(Path directory) {
      Thread starved = Thread.currentThread();
      var _ = CaseBody.beside(() -> starve(starved));
    }

    private void starve(Thread starved) throws InterruptedException {
      while (starved.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      for (int i = 0; i < VirtualOracle.CARRIERS; i++) {
        var _ = Thread.startVirtualThread(this::hog);
      }
      busy.await();
      unparkedAt = System.nanoTime();
      LockSupport.unpark(starved);
      Thread.sleep(AMOUNT / 1_000_000);
      done = true;
    }

    private void hog() {
      busy.countDown();
      while (!done) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void work() {
      while (unparkedAt == 0) {
        LockSupport.park();
      }
      nanos = System.nanoTime() - unparkedAt;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  /// Does another case's work in a comparator that the C library's `qsort` calls: with a native
  /// frame on the stack, a virtual thread cannot unmount.
  @SuppressWarnings("restricted")
  static final class Native implements CaseBody {
    private static final MethodHandle QSORT =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("qsort"),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));

    private final CaseBody body;
    private @Nullable MemorySegment comparator;

    Native(CaseBody body) {
      this.body = body;
    }

    @Override
    public void prepare(Path directory) throws Exception {
      body.prepare(directory);
      MethodType type = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class);
      comparator =
          Linker.nativeLinker()
              .upcallStub(
                  MethodHandles.lookup().bind(this, "compare", type),
                  FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                  Arena.global());
    }

    private int compare(MemorySegment one, MemorySegment other) throws Exception {
      body.work();
      return Long.compare(one.address(), other.address());
    }

    @Override
    public void work() throws Exception {
      try (Arena arena = Arena.ofConfined()) {
        QSORT.invokeExact(arena.allocate(2), 2L, 1L, comparator);
      } catch (Exception e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("qsort", e);
      }
    }
  }
}
