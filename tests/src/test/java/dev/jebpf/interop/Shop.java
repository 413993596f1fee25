package dev.jebpf.interop;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// An application that knows nothing of probes: it sells as often as each line of its input says,
/// on as many threads as a second number there says, or on one.
final class Shop {
  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("open=" + Thread.currentThread().threadId());
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        int last = Integer.parseInt(words[0]);
        long sum =
            words.length == 1 ? sellAll(1, 1, last) : sellAll(last, Integer.parseInt(words[1]));
        try {
          sell(-1, "mallory", 0.5, (byte) -1, List.of());
        } catch (IllegalArgumentException expected) {
          System.out.println("sold=" + sum);
        }
      }
    }
  }

  /// Each thread every so many numbers.
  private static long sellAll(int last, int threads) throws InterruptedException {
    var sum = new AtomicLong();
    List<Thread> all = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      int first = i;
      all.add(Thread.ofPlatform().start(() -> sum.addAndGet(sellAll(first, threads, last))));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return sum.get();
  }

  private static long sellAll(int first, int step, int last) {
    long sum = 0;
    for (int i = first; i <= last; i += step) {
      sum += sell(i, "eve", 0.5, (byte) -1, List.of());
      sum += sell("overloaded");
    }
    return sum;
  }

  static long sell(int number, String customer, double price, byte kind, List<String> items) {
    if (number < 0) {
      throw new IllegalArgumentException(customer + price + kind + items);
    }
    return 2L * number;
  }

  static int sell(String nothing) {
    return nothing.length();
  }
}
