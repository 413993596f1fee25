package dev.jebpf.samples.load;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The mix of requests: of twenty, eleven orders, seven look-ups of the newest order, one invoice
/// and one report.
final class Requests {
  private static final String[] ITEMS = {"anvil", "bellows", "chisel", "drill", "easel"};

  private final String base;
  private final AtomicLong turn = new AtomicLong();
  private volatile String newest = "0";

  Requests(int port) {
    base = "http://127.0.0.1:" + port;
  }

  HttpRequest next() {
    long position = turn.getAndIncrement() % 20;
    if (position == 0) {
      return get("/report");
    }
    if (position == 1) {
      return get("/invoices/" + newest);
    }
    return position % 5 < 2 ? get("/orders/" + newest) : order();
  }

  private HttpRequest order() {
    var random = ThreadLocalRandom.current();
    String form =
        "customer=customer-%d&item=%s&quantity=%d"
            .formatted(random.nextInt(500), ITEMS[random.nextInt(5)], random.nextInt(1, 20));
    return to("/orders").POST(HttpRequest.BodyPublishers.ofString(form)).build();
  }

  private HttpRequest get(String path) {
    return to(path).build();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  /// Looks at an answer.
  ///
  /// @return whether it is one the service should give
  boolean accept(HttpResponse<String> answer) {
    if (answer.statusCode() == 201) {
      String body = answer.body();
      newest = body.substring(body.indexOf(':') + 1, body.indexOf(','));
    }
    return answer.statusCode() < 400 || answer.statusCode() == 404;
  }
}
