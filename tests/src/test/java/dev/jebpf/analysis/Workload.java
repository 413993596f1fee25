package dev.jebpf.analysis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A child's main with one thing wrong with it, or nothing.
final class Workload {
  static final int THREADS = 4;
  static final long MILLIS = 1500;

  private static final Object MONITOR = new Monitor();

  /// A class whose name says which monitor it is.
  static final class Monitor {
    private Monitor() {}
  }

  private Workload() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "cpu" -> together(THREADS, () -> spin(MILLIS));
      case "lock" -> contend();
      case "disk" -> writeDurably(Path.of(arguments[1]));
      case "slots" -> manyAtATime(300);
      case "healthy" -> spin(MILLIS);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /// What all workloads but the contended lock are traced as.
  static void spin(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /// One thread holds the monitor for nearly all of the time, another wants it meanwhile.
  private static void contend() throws InterruptedException {
    var held = new CountDownLatch(1);
    var hog = new Thread(() -> hold(held), "hog");
    hog.start();
    held.await();
    enter();
    hog.join();
  }

  private static void hold(CountDownLatch held) {
    synchronized (MONITOR) {
      held.countDown();
      spin(MILLIS);
    }
  }

  static void enter() {
    synchronized (MONITOR) {
      Thread.onSpinWait();
    }
  }

  static void writeDurably(Path file) throws IOException {
    long end = System.nanoTime() + MILLIS * 1_000_000;
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (System.nanoTime() < end) {
        channel.write(ByteBuffer.allocate(4096), 0);
        channel.force(true);
      }
    }
  }

  private static void manyAtATime(int count) throws InterruptedException {
    var up = new CountDownLatch(count);
    together(
        count,
        () -> {
          up.countDown();
          up.await();
        });
  }

  /// Something to do that may be interrupted.
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  private static void together(int count, Work work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("worker-" + i).start(() -> uninterrupted(work)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void uninterrupted(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a worker", e);
    }
  }
}
