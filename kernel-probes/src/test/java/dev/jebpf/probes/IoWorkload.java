package dev.jebpf.probes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Operations on files and connections, of known number and size, on the calling thread.
final class IoWorkload {
  static final int ROUNDS = 20;
  static final int BLOCK = 3_000;

  private final Path folder;

  IoWorkload(Path folder) {
    this.folder = folder;
  }

  void run() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      Path file = folder.resolve("file" + i);
      writeAndRead(file);
      copy(file, folder.resolve("copy" + i));
      fail();
    }
    try (var server = ServerSocketChannel.open();
        var client = SocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.connect(server.getLocalAddress());
      try (SocketChannel accepted = server.accept()) {
        for (int i = 0; i < ROUNDS; i++) {
          transfer(client, accepted, folder.resolve("file" + i));
        }
      }
    }
  }

  /// Three writes that make a file of two blocks and ten bytes, and one of 100 bytes within it;
  /// reads of one block, two blocks, the ten bytes, nothing, and 200 bytes.
  private static void writeAndRead(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(block.clear());
      channel.write(block.clear(), BLOCK);
      channel.write(new ByteBuffer[] {block.clear(), ByteBuffer.allocateDirect(10)});
      channel.force(true);
      channel.force(false);
      channel.read(block.clear(), 0);
      channel.position(0);
      channel.read(new ByteBuffer[] {block.clear(), ByteBuffer.allocateDirect(BLOCK)});
      channel.read(block.clear().limit(BLOCK / 2));
      channel.read(block.clear(), 1 << 20);
    }
    try (var again = new RandomAccessFile(file.toFile(), "rwd")) {
      again.seek(17);
      again.write(new byte[100]);
      again.read(new byte[200]);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var source = FileChannel.open(from);
        var target = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      source.transferTo(0, BLOCK, target);
    }
  }

  private void fail() throws IOException {
    try (var _ = FileChannel.open(folder.resolve("none"))) {
      throw new AssertionError("opened what is not there");
    } catch (NoSuchFileException expected) {
      // that is what it is for
    }
  }

  /// A read that finds nothing, a block as a whole, two buffers, and a file.
  private static void transfer(SocketChannel from, SocketChannel to, Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    to.configureBlocking(false);
    to.read(block.clear());
    to.configureBlocking(true);
    from.write(block.clear());
    receive(to, BLOCK);
    from.write(new ByteBuffer[] {block.clear(), ByteBuffer.allocateDirect(10)});
    receive(to, BLOCK + 10);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.transferTo(0, BLOCK, from);
    }
    receive(to, BLOCK);
  }

  private static void receive(SocketChannel from, int bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocateDirect(bytes);
    while (all.hasRemaining()) {
      from.read(all);
    }
  }
}
