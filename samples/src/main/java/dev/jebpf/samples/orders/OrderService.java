package dev.jebpf.samples.orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The service: wires its parts, serves HTTP on a loopback port, ends when its standard input ends.
///
/// Arguments: the data directory and the port of the [PaymentGateway]. Prints `listening PORT`.
public final class OrderService implements AutoCloseable {
  private static final int HANDLERS = 8;

  private final OrderStore store;
  private final Journal journal;
  private final Invoices invoices;
  private final Payments payments;
  private final HttpServer server;
  private final ThreadPoolExecutor handlers =
      new ThreadPoolExecutor(
          HANDLERS,
          HANDLERS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("http-", 0).factory());

  /// Opens everything and starts serving.
  ///
  /// @param data directory for database, journal and invoices; made if missing
  /// @param gatewayPort loopback port of the payment gateway
  public OrderService(Path data, int gatewayPort)
      throws IOException, SQLException, GeneralSecurityException {
    Files.createDirectories(data);
    store = new OrderStore(data);
    journal = new Journal(data.resolve("journal.jsonl"));
    invoices = new Invoices(data.resolve("invoices"));
    payments = new Payments(gatewayPort);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    server.setExecutor(handlers);
    server.createContext("/", new OrderApi(store, journal, invoices, payments, new Warehouse()));
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
    invoices.close();
    payments.close();
    journal.close();
    store.close();
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: OrderService DATA_DIRECTORY GATEWAY_PORT");
      System.exit(2);
    }
    // Small requests and answers: without this, loopback HTTP waits 40 ms for delayed ACKs.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try (var service = new OrderService(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println("listening " + service.port());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }
}
