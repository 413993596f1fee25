package dev.jebpf.container;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A child's main that connects to somebody who never answers until the kernel gives up, over IPv4
/// and IPv6 at once. Needs a network namespace of its own, where it shortens the kernel's patience.
///
/// A listener whose queue is full drops every SYN (`tcp_conn_request` of `net/ipv4/tcp_input.c`).
final class Unanswered {
  /// After one SYN more the kernel gives up: tcp(7).
  private static final Path RETRIES = Path.of("/proc/sys/net/ipv4/tcp_syn_retries");

  private static final int FULL_AFTER_MILLIS = 300;

  private Unanswered() {}

  public static void main(String[] arguments) throws Exception {
    Files.writeString(RETRIES, "1\n");
    Thread four = start("four", InetAddress.ofLiteral("127.0.0.1"));
    Thread six = start("six", InetAddress.ofLiteral("::1"));
    four.join();
    six.join();
  }

  private static Thread start(String name, InetAddress address) {
    return Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                giveUp(name, address);
              } catch (IOException e) {
                throw new IllegalStateException(name, e);
              }
            });
  }

  private static void giveUp(String name, InetAddress address) throws IOException {
    try (var server = new ServerSocket(0, 1, address)) {
      List<Socket> queue = fill(server);
      System.out.println(name + ".port=" + server.getLocalPort());
      long start = System.nanoTime();
      try {
        connect(address, server.getLocalPort());
      } catch (ConnectException e) {
        System.out.println(name + ".nanos=" + (System.nanoTime() - start));
        System.out.println(name + ".message=" + e.getMessage());
      }
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  /// Connects until nobody answers any more.
  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> queue = new ArrayList<>();
    try {
      while (true) {
        queue.add(new Socket());
        queue.getLast().connect(server.getLocalSocketAddress(), FULL_AFTER_MILLIS);
      }
    } catch (SocketTimeoutException _) {
      return queue;
    }
  }

  static void connect(InetAddress address, int port) throws IOException {
    new Socket(address, port).close();
  }
}
