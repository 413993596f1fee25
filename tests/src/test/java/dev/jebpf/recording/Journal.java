package dev.jebpf.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A child's main whose threads write to a file each, called as the thread is.
///
/// Arguments: a directory; optionally how long to go on, in milliseconds.
final class Journal {
  static final String PLATFORM = "journal-platform";
  static final String VIRTUAL = "journal-virtual";

  private Journal() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    long end = System.nanoTime() + millis * 1_000_000;
    Thread platform =
        Thread.ofPlatform().name(PLATFORM).start(() -> writeAll(directory.resolve(PLATFORM), end));
    Thread virtual =
        Thread.ofVirtual().name(VIRTUAL).start(() -> writeAll(directory.resolve(VIRTUAL), end));
    System.out.println("virtual=" + virtual.threadId());
    System.out.println("platform=" + platform.threadId());
    platform.join();
    virtual.join();
  }

  private static void writeAll(Path path, long end) {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      do {
        for (int i = 0; i < 10; i++) {
          write(file);
        }
        Thread.sleep(1);
      } while (System.nanoTime() - end < 0);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void write(FileChannel file) throws IOException {
    file.write(ByteBuffer.allocateDirect(100), 0);
  }
}
