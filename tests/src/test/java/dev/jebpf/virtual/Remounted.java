package dev.jebpf.virtual;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Two virtual threads that block their carriers, reading from a FIFO below [#DEPTH] calls: one
/// has been parked in there before, with all its frames.
final class Remounted {
  static final int DEPTH = 100;
  static final String PARKED_BEFORE = "parkedBefore";
  static final String NEVER_PARKED = "neverParked";
  private static final long BLOCK_MILLIS = 100;

  private Remounted() {}

  /// @param args an empty directory
  public static void main(String[] args) throws Exception {
    Path fifo = Path.of(args[0], "fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    block(fifo, false);
    block(fifo, true);
  }

  private static void block(Path fifo, boolean parks) throws Exception {
    var begun = new CountDownLatch(1);
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try (var in = new FileInputStream(fifo.toFile())) {
                descend(DEPTH, in, begun, parks);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    try (var out = new FileOutputStream(fifo.toFile())) {
      begun.await();
      Thread.sleep(BLOCK_MILLIS);
      out.write(1);
      reader.join();
    }
    System.out.println((parks ? PARKED_BEFORE : NEVER_PARKED) + "=" + reader.threadId());
  }

  private static void descend(int depth, FileInputStream in, CountDownLatch begun, boolean parks)
      throws Exception {
    if (depth > 0) {
      descend(depth - 1, in, begun, parks);
      return;
    }
    if (parks) {
      Thread.sleep(1);
    }
    begun.countDown();
    int _ = in.read();
  }
}
