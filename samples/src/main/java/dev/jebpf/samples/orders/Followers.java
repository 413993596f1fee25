package dev.jebpf.samples.orders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Those who follow the orders of customers, as long-polling clients do: each waits, on a virtual
/// thread of its own, for the next order of its customer, and asks again when it has one or none
/// has come for a while. An order is told to the one of the customer's followers that has waited
/// longest.
public final class Followers implements AutoCloseable {
  private static final int CUSTOMERS = 500;
  private static final long LEAST_PATIENCE_MILLIS = 20_000;
  private static final long MOST_PATIENCE_MILLIS = 40_000;

  private final Map<String, TransferQueue<Order>> customers = new ConcurrentHashMap<>();
  private final LongAdder asked = new LongAdder();
  private final LongAdder told = new LongAdder();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("follower-", 0).factory());

  Followers(int number) {
    for (int i = 0; i < number; i++) {
      String customer = "customer-" + i % CUSTOMERS;
      threads.execute(() -> follow(customer));
    }
  }

  private void follow(String customer) {
    try {
      while (true) {
        asked.increment();
        if (next(customer) != null) {
          told.increment();
        }
      }
    } catch (InterruptedException _) {
      // The service is closing.
    }
  }

  /// Waits for an order of a customer.
  ///
  /// @return null when none has come for a while
  private @Nullable Order next(String customer) throws InterruptedException {
    long patience =
        ThreadLocalRandom.current().nextLong(LEAST_PATIENCE_MILLIS, MOST_PATIENCE_MILLIS);
    return customers
        .computeIfAbsent(customer, _ -> new LinkedTransferQueue<>())
        .poll(patience, TimeUnit.MILLISECONDS);
  }

  /// Tells a follower of this order's customer, if one waits.
  void tell(Order order) {
    TransferQueue<Order> waiting = customers.get(order.customer());
    if (waiting != null) {
      boolean _ = waiting.tryTransfer(order);
    }
  }

  /// How often followers have asked for an order, and how many they were told of.
  @Override
  public String toString() {
    return "followers asked=%d told=%d".formatted(asked.sum(), told.sum());
  }

  /// Sends all away.
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
