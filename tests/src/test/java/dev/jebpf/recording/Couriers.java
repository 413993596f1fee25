package dev.jebpf.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A child's main of many virtual threads, every other with a name, each of which writes to a file
/// in a call of [#deliver] that is named as its Java id, and one that does so all the time. Prints
/// the id of that one.
///
/// Arguments: a directory; how long to go on, in milliseconds.
final class Couriers {
  private static final int AT_ONCE = 50;

  private Couriers() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    Thread lasting = Thread.ofVirtual().name("lasting").start(() -> last(directory, end));
    System.out.println("lasting=" + lasting.threadId());
    while (System.nanoTime() - end < 0) {
      round(directory);
      Thread.sleep(50);
    }
    lasting.join();
  }

  private static void round(Path directory) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Thread.Builder builder = Thread.ofVirtual();
      if (i % 2 == 0) {
        builder.name("courier-" + i);
      }
      threads.add(builder.start(() -> deliver(directory)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void last(Path directory, long end) {
    while (System.nanoTime() - end < 0) {
      deliver(directory);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a courier", e);
      }
    }
  }

  static void deliver(Path directory) {
    Path file = directory.resolve(Thread.currentThread().threadId() + ".letter");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(100));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
