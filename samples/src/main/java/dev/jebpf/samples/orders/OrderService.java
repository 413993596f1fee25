package dev.jebpf.samples.orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/// The service: wires its parts, serves HTTP on a loopback port, ends when its standard input ends.
///
/// Arguments: those of [ServiceOptions]. Prints `listening PORT`, and at the end what its followers
/// got.
public final class OrderService implements AutoCloseable {
  /// Connections that wait to be accepted.
  private static final int BACKLOG = 1_024;

  private final OrderStore store;
  private final Journal journal;
  private final Invoices invoices;
  private final Payments payments;
  private final Followers followers;
  private final HttpServer server;
  private final ExecutorService handlers;

  /// Opens everything and starts serving.
  OrderService(ServiceOptions options) throws IOException, SQLException, GeneralSecurityException {
    Path data = options.data();
    Files.createDirectories(data);
    store = new OrderStore(data);
    journal = new Journal(data.resolve("journal.jsonl"));
    invoices = new Invoices(data.resolve("invoices"));
    payments = new Payments(options.gatewayPort(), options.connections());
    followers = new Followers(options.followers());
    handlers = options.handlers();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(handlers);
    server.createContext(
        "/", new OrderApi(store, journal, invoices, payments, new Warehouse(), followers));
    server.start();
  }

  /// The loopback port it serves.
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(1);
    handlers.close();
    followers.close();
    System.out.println(followers);
    invoices.close();
    payments.close();
    journal.close();
    store.close();
  }

  public static void main(String[] args) throws Exception {
    ServiceOptions options;
    try {
      options = ServiceOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    // Small requests and answers: without this, loopback HTTP waits 40 ms for delayed ACKs.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try (var service = new OrderService(options)) {
      System.out.println("listening " + service.port());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }
}
