package dev.jebpf.samples.orders;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The downstream service: answers a 16-byte request (order, cents) with an 8-byte receipt after a
/// latency of 2 to 4 ms, and 40 ms for one order in fifty, as gateways do; and so much later as
/// `--delay MILLIS` says, by which it keeps all threads of a service waiting.
///
/// A process of its own: prints `listening PORT`, serves loopback only, ends when its standard
/// input ends.
public final class PaymentGateway {
  private static final int BACKLOG = 1_024;
  private static final int MOST_MILLIS = 4_000;
  private static final String USAGE =
      "usage: PaymentGateway [--delay MILLIS], at most " + MOST_MILLIS;

  private final int delay;

  private PaymentGateway(int delay) {
    this.delay = delay;
  }

  public static void main(String[] args) throws IOException {
    PaymentGateway gateway;
    try {
      gateway = new PaymentGateway(delay(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try (ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      System.out.println("listening " + server.getLocalPort());
      Thread.ofPlatform().name("acceptor").daemon().start(() -> gateway.accept(server));
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }

  private static int delay(String[] args) {
    if (args.length == 0) {
      return 0;
    }
    try {
      int delay = args.length == 2 && args[0].equals("--delay") ? Integer.parseInt(args[1]) : -1;
      if (delay >= 0 && delay <= MOST_MILLIS) {
        return delay;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(USAGE);
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // The server was closed: the process is ending.
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(client.getOutputStream());
      while (true) {
        long order = in.readLong();
        long cents = in.readLong();
        Thread.sleep(delay + (order % 50 == 0 ? 40 : 2 + order % 3));
        out.writeLong(order * 31 + cents);
      }
    } catch (EOFException _) {
      // The client is done.
    } catch (IOException | InterruptedException e) {
      System.err.println("payment gateway: " + e);
    }
  }
}
