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
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The service: wires its parts, serves HTTP on a loopback port, ends when its standard input ends.
///
/// Arguments: the data directory, the port of the [PaymentGateway] and what kind of threads handle
/// requests, `platform` (eight of them) or `virtual` (one for each). Prints `listening PORT`.
public final class OrderService implements AutoCloseable {
  private static final int HANDLERS = 8;

  private final OrderStore store;
  private final Journal journal;
  private final Invoices invoices;
  private final Payments payments;
  private final HttpServer server;
  private final ExecutorService handlers;

  /// Opens everything and starts serving.
  ///
  /// @param data directory for database, journal and invoices; made if missing
  /// @param gatewayPort loopback port of the payment gateway
  /// @param virtual whether virtual threads handle requests
  public OrderService(Path data, int gatewayPort, boolean virtual)
      throws IOException, SQLException, GeneralSecurityException {
    handlers = virtual ? aThreadEach() : aPool();
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

  private static ExecutorService aPool() {
    return new ThreadPoolExecutor(
        HANDLERS,
        HANDLERS,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().name("http-", 0).factory());
  }

  private static ExecutorService aThreadEach() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
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
    if (args.length != 3) {
      System.err.println("usage: OrderService DATA_DIRECTORY GATEWAY_PORT platform|virtual");
      System.exit(2);
    }
    // Small requests and answers: without this, loopback HTTP waits 40 ms for delayed ACKs.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Path data = Path.of(args[0]);
    int gateway = Integer.parseInt(args[1]);
    try (var service = new OrderService(data, gateway, args[2].equals("virtual"))) {
      System.out.println("listening " + service.port());
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    }
  }
}
