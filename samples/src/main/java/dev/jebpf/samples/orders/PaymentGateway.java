package dev.jebpf.samples.orders;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The downstream service: answers a 16-byte request (order, cents) with an 8-byte receipt after a
/// latency of 2 to 4 ms, and 40 ms for one order in fifty, as gateways do.
///
/// A process of its own: prints `listening PORT`, serves loopback only, ends when its standard
/// input ends.
public final class PaymentGateway {
  private static final int BACKLOG = 1_024;

  private PaymentGateway() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      System.out.println("listening " + server.getLocalPort());
      Thread.ofPlatform().name("acceptor").daemon().start(() -> accept(server));
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // The server was closed: the process is ending.
    }
  }

  private static void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(client.getOutputStream());
      while (true) {
        long order = in.readLong();
        long cents = in.readLong();
        Thread.sleep(order % 50 == 0 ? 40 : 2 + order % 3);
        out.writeLong(order * 31 + cents);
      }
    } catch (EOFException _) {
      // The client is done.
    } catch (IOException | InterruptedException e) {
      System.err.println("payment gateway: " + e);
    }
  }
}
