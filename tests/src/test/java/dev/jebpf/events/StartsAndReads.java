package dev.jebpf.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/// A child's main that does a known number of things the kernel has tracepoints for, on its main
/// thread, and prints what the events must say.
///
/// Argument: a file of at least [#BYTES] bytes.
final class StartsAndReads {
  static final int THREADS = 7;
  static final int READS = 5;

  /// What nothing else reads.
  static final int BYTES = 1_000_003;

  private StartsAndReads() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    System.out.println("comm=" + Files.readString(Path.of("/proc/thread-self/comm")).strip());
    System.out.println("thread=" + Thread.currentThread().threadId());
    System.out.println("before=" + Instant.now());
    start();
    read(file);
    open(missing(file));
    System.out.println("after=" + Instant.now());
  }

  static Path missing(Path file) {
    return file.resolveSibling("missing");
  }

  static void start() throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(StartsAndReads::sayWho).join();
    }
  }

  private static void sayWho() {
    try {
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      System.out.println("started=" + self.getFileName());
    } catch (IOException e) {
      throw new IllegalStateException("reading who this thread is", e);
    }
  }

  /// One byte more each time; the last time nothing is left to read.
  static void read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < READS; i++) {
        channel.read(ByteBuffer.allocateDirect(BYTES), channel.size() - i);
      }
    }
  }

  static void open(Path missing) throws IOException {
    try (FileChannel _ = FileChannel.open(missing)) {
      throw new IllegalStateException(missing + " exists");
    } catch (NoSuchFileException _) {
      // as planned
    }
  }
}
