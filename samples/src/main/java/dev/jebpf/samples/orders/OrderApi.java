package dev.jebpf.samples.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The HTTP side: one handler that routes, answers JSON or text, and turns a wrong request into
/// 400.
final class OrderApi implements HttpHandler {
  private final OrderStore store;
  private final Journal journal;
  private final Invoices invoices;
  private final Payments payments;
  private final Warehouse warehouse;
  private final Followers followers;
  private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() * 1_000);

  OrderApi(
      OrderStore store,
      Journal journal,
      Invoices invoices,
      Payments payments,
      Warehouse warehouse,
      Followers followers) {
    this.store = store;
    this.journal = journal;
    this.invoices = invoices;
    this.payments = payments;
    this.warehouse = warehouse;
    this.followers = followers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean post = exchange.getRequestMethod().equals("POST");
    try {
      return switch (path) {
        case String p when p.equals("/orders") && post ->
            new Answer(201, place(form(exchange.getRequestBody().readAllBytes())).toJsonBytes());
        case "/report" -> Answer.text(200, store.report());
        case "/health" -> Answer.text(200, "up\n");
        case String p when p.startsWith("/orders/") ->
            Answer.found(store.find(id(p)).map(Order::toJsonBytes));
        case String p when p.startsWith("/invoices/") -> Answer.found(invoices.read(id(p)));
        default -> Answer.text(404, "no such page\n");
      };
    } catch (IllegalArgumentException e) {
      return Answer.text(400, e.getMessage() + "\n");
    } catch (SQLException e) {
      return Answer.text(500, e.getMessage() + "\n");
    }
  }

  /// Accepts an order: reserved, paid, stored, journaled, its invoice queued, its follower told.
  Order place(Map<String, String> form) throws IOException, SQLException {
    Order order = Order.of(lastId.incrementAndGet(), form);
    warehouse.reserve(order.item(), order.quantity());
    payments.charge(order);
    store.insert(order);
    journal.append(order);
    invoices.submit(order);
    followers.tell(order);
    return order;
  }

  private static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  /// A status and a body.
  private record Answer(int status, byte[] body) {
    static Answer text(int status, String text) {
      return new Answer(status, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer found(Optional<byte[]> body) {
      return body.map(bytes -> new Answer(200, bytes)).orElse(text(404, "not found\n"));
    }
  }
}
