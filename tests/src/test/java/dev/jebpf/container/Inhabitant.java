package dev.jebpf.container;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// A child's main whose threads each do one thing and print the id they have in their own PID
/// namespace.
///
/// Arguments: a directory, or `read` and a FIFO.
final class Inhabitant {
  static final int BYTES = 1000;

  /// By when the agent has looked who a new thread is: it rests for 50 ms to a second in between.
  private static final long KNOWN_MILLIS = 1_500;

  private Inhabitant() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("read")) {
      Thread.currentThread().setName("reader");
      try (var fifo = new FileInputStream(arguments[1])) {
        System.out.println("open");
        awaitByte(fifo);
      }
      return;
    }
    Thread writer = start("writer", () -> write(Path.of(arguments[0], "written")));
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("port=" + server.getLocalPort());
      Thread acceptor = start("acceptor", () -> accept(server));
      Thread connector = start("connector", () -> connect(server.getLocalPort()));
      connector.join();
      acceptor.join();
    }
    var parked = new CountDownLatch(1);
    Thread sleeper = start("sleeper", () -> sleepUntilWoken(parked));
    Thread waker = start("waker", () -> wake(sleeper, parked));
    writer.join();
    sleeper.join();
    waker.join();
  }

  /// Something a thread does that may fail.
  private interface Work {
    void run() throws Exception;
  }

  private static Thread start(String name, Work work) {
    return Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                System.out.println(name + "=" + ownId());
                Thread.sleep(KNOWN_MILLIS);
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(name, e);
              }
            });
  }

  /// The last of `NSpid` of proc_pid_status(5): right whatever `/proc` this is.
  private static String ownId() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
        .filter(line -> line.startsWith("NSpid:"))
        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(BYTES));
    }
  }

  private static void accept(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(BYTES);
    }
  }

  private static void connect(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(new byte[BYTES]);
    }
  }

  static void sleepUntilWoken(CountDownLatch parked) {
    parked.countDown();
    LockSupport.park();
  }

  private static void wake(Thread sleeper, CountDownLatch parked) throws InterruptedException {
    parked.await();
    Thread.sleep(50);
    LockSupport.unpark(sleeper);
    sleeper.join(); // names of ended threads are forgotten
  }

  static void awaitByte(FileInputStream fifo) throws IOException {
    int _ = fifo.read();
  }
}
