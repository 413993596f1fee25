package dev.jebpf.recording;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// A child's main that does something of every kind that has an event.
///
/// Argument: a directory.
final class EveryOperation {
  static final int BYTES = 1000;
  static final int PAUSE_MILLIS = 30;

  private EveryOperation() {}

  public static void main(String[] arguments) throws Exception {
    files(Path.of(arguments[0], "file"));
    network();
    lock();
    try {
      fail();
    } catch (IllegalStateException _) {
      // A call that ends with an exception is recorded too.
    }
    Thread.ofVirtual().start(EveryOperation::pause).join();
  }

  static void files(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(BYTES));
      channel.force(true);
      channel.read(ByteBuffer.allocateDirect(BYTES), 0);
    }
  }

  static void network() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread peer = Thread.ofPlatform().name("peer").start(() -> accept(server));
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        socket.getOutputStream().write(new byte[BYTES]);
        socket.getInputStream().readNBytes(BYTES);
      }
      peer.join();
    }
  }

  static void accept(ServerSocket server) {
    try (Socket socket = server.accept()) {
      byte[] asked = socket.getInputStream().readNBytes(BYTES);
      pause(); // so that the other side waits for its answer
      socket.getOutputStream().write(asked);
    } catch (IOException e) {
      throw new IllegalStateException("serving the other thread", e);
    }
  }

  /// The thread `waiter` waits for a lock that this one has.
  static void lock() throws InterruptedException {
    var lock = new ReentrantLock();
    lock.lock();
    Thread waiter = Thread.ofPlatform().name("waiter").start(() -> acquire(lock));
    while (!lock.hasQueuedThread(waiter)) {
      Thread.onSpinWait();
    }
    Thread.sleep(PAUSE_MILLIS);
    lock.unlock();
    waiter.join();
  }

  static void acquire(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }

  static void fail() {
    throw new IllegalStateException("as planned");
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
