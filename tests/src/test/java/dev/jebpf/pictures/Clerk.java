package dev.jebpf.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A child's main: a thread that writes letters, reads each again and rests after it, and a virtual
/// thread that writes one. Prints the virtual thread's id.
///
/// Argument: a directory.
final class Clerk {
  static final String NAME = "clerk";
  static final int LETTERS = 12;
  private static final int REST_MILLIS = 10;

  private Clerk() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0], "letter");
    Thread clerk = Thread.ofPlatform().name(NAME).start(() -> work(file));
    Thread virtual = Thread.ofVirtual().start(() -> letter(file.resolveSibling("virtual")));
    clerk.join();
    virtual.join();
    System.out.println("virtual=" + virtual.threadId());
  }

  static void work(Path file) {
    for (int i = 0; i < LETTERS; i++) {
      letter(file);
      reread(file);
      rest();
    }
  }

  static void letter(Path file) {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(1_000));
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  static void reread(Path file) {
    try {
      Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  static void rest() {
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a clerk", e);
    }
  }
}
