package dev.jebpf.virtual;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// Many virtual threads, each of which makes one call that sleeps.
///
/// Prints what they took together, in nanoseconds, and after each tenth of them what memory there
/// is in use.
final class Crowd {
  /// How often memory is looked at.
  static final int LOOKS = 10;

  private static final long SLEEP_MILLIS = 5;
  private static final LongAdder INNER = new LongAdder();
  private static final LongAdder OUTER = new LongAdder();

  private final Semaphore room;
  private final CountDownLatch left;

  /// Counted down by each thread in its call; nobody sleeps before it is down.
  private final CountDownLatch gathered;

  private Crowd(int threads, int atOnce) {
    room = new Semaphore(atOnce);
    left = new CountDownLatch(threads);
    gathered = new CountDownLatch(atOnce);
  }

  /// @param args how many threads, and how many of them at once
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    var crowd = new Crowd(threads, Integer.parseInt(args[1]));
    for (int look = 1; look <= LOOKS; look++) {
      crowd.start(threads / LOOKS);
      printMemory(look);
    }
    crowd.left.await();
    System.out.println("inner=" + INNER.sum());
    System.out.println("outer=" + OUTER.sum());
    System.out.println("slept=" + threads * SLEEP_MILLIS * 1_000_000L);
  }

  private void start(int threads) throws InterruptedException {
    for (int i = 0; i < threads; i++) {
      room.acquire();
      var _ = Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    long start = System.nanoTime();
    call();
    OUTER.add(System.nanoTime() - start);
    room.release();
    left.countDown();
  }

  private void call() {
    long start = System.nanoTime();
    gathered.countDown();
    try {
      gathered.await();
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    INNER.add(System.nanoTime() - start);
  }

  private static void printMemory(int look) throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println("heap." + look + "=" + heap);
    System.out.println("resident." + look + "=" + resident());
  }

  /// Bytes of this process in memory, by `/proc/self/status`.
  private static long resident() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }
}
