package dev.jebpf.samples.orders;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// Append-only file of accepted orders; a record is on the disk when [#append] returns.
public final class Journal implements AutoCloseable {
  private final FileChannel channel;
  private final ReentrantLock order = new ReentrantLock();

  Journal(Path file) throws IOException {
    channel = FileChannel.open(file, CREATE, WRITE, APPEND);
  }

  /// Writes one line and waits until the disk has it.
  public void append(Order accepted) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((accepted.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    order.lock();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } finally {
      order.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
