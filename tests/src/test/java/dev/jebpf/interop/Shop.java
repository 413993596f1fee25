package dev.jebpf.interop;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An application that knows nothing of probes: it sells as often as each line of its input says.
final class Shop {
  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("open=" + Thread.currentThread().threadId());
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        long sum = 0;
        for (int i = 1; i <= Integer.parseInt(line); i++) {
          sum += sell(i, "eve", 0.5, (byte) -1, List.of());
          sum += sell("overloaded");
        }
        try {
          sell(-1, "mallory", 0.5, (byte) -1, List.of());
        } catch (IllegalArgumentException expected) {
          System.out.println("sold=" + sum);
        }
      }
    }
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
