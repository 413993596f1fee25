package dev.jebpf.samples.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Sends requests for a fixed time and reports throughput and percentiles.
///
/// With a rate (open loop) requests are due at fixed times whatever the service does, and a latency
/// counts from when the request was due, so a service that stalls is not spared. With clients
/// (closed loop) each sends its next request when it has the answer to its last: that gives the
/// throughput the service is capable of.
public final class Load {
  private static final int MOST_IN_FLIGHT = 512;

  private final LoadOptions options;
  private final Requests requests;
  private final Latencies latencies = new Latencies();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong unsent = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private Load(LoadOptions options) {
    this.options = options;
    this.requests = new Requests(options.port());
  }

  public static void main(String[] args) throws InterruptedException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.out.println(new Load(options).run());
  }

  private String run() throws InterruptedException {
    long start = System.nanoTime();
    long measured = start + options.warmup().toNanos();
    long end = measured + options.duration().toNanos();
    if (options.rate() > 0) {
      openLoop(start, measured, end);
    } else {
      closedLoop(measured, end);
    }
    double seconds = options.duration().toNanos() / 1e9;
    return "%s throughput=%.1f/s requests=%d errors=%d unsent=%d p50=%.2fms p99=%.2fms max=%.2fms"
        .formatted(
            options.rate() > 0 ? "rate=" + options.rate() : "clients=" + options.clients(),
            latencies.count() / seconds,
            latencies.count(),
            errors.get(),
            unsent.get(),
            latencies.percentile(0.5) / 1e6,
            latencies.percentile(0.99) / 1e6,
            latencies.percentile(1) / 1e6);
  }

  private void openLoop(long start, long measured, long end) throws InterruptedException {
    long interval = 1_000_000_000L / options.rate();
    Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    for (long due = start; due < end; due += interval) {
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      if (inFlight.tryAcquire()) {
        send(due, due >= measured, inFlight);
      } else {
        unsent.incrementAndGet();
      }
    }
    boolean _ = inFlight.tryAcquire(MOST_IN_FLIGHT, 20, TimeUnit.SECONDS);
  }

  private void send(long due, boolean counts, Semaphore inFlight) {
    client
        .sendAsync(requests.next(), BodyHandlers.ofString())
        .whenComplete(
            (answer, failure) -> {
              inFlight.release();
              boolean good = failure == null && requests.accept(answer);
              record(counts, good, System.nanoTime() - due);
            });
  }

  private void closedLoop(long measured, long end) throws InterruptedException {
    Thread[] clients = new Thread[options.clients()];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = Thread.ofPlatform().name("client-" + i).start(() -> oneClient(measured, end));
    }
    for (Thread thread : clients) {
      thread.join();
    }
  }

  private void oneClient(long measured, long end) {
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      boolean good;
      try {
        good = requests.accept(client.send(requests.next(), BodyHandlers.ofString()));
      } catch (IOException _) {
        good = false;
      } catch (InterruptedException _) {
        return;
      }
      record(start >= measured, good, System.nanoTime() - start);
    }
  }

  private void record(boolean counts, boolean good, long nanos) {
    if (!counts) {
      return;
    }
    if (good) {
      latencies.record(nanos);
    } else {
      errors.incrementAndGet();
    }
  }
}
