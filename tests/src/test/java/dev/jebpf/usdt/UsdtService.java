package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.jebpf.usdt.foreign.DynamicLinker;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Does with its probes what standard input says, a numbered command a line: `7 fire counted 3` is
/// answered by `7=3`.
public final class UsdtService {
  private static final UsdtProvider ACME = UsdtProvider.create("acme");
  private static final UsdtProbe COUNTED = ACME.probe("counted", long.class);
  private static final UsdtProbe TYPED =
      ACME.probe(
          "typed",
          long.class,
          int.class,
          short.class,
          byte.class,
          boolean.class,
          char.class,
          String.class,
          byte[].class,
          TimeUnit.class,
          Object.class,
          long.class);
  private static final UsdtProbe TEXTS =
      ACME.probe("texts", String.class, String.class, TimeUnit.class, byte[].class, Object.class);
  private static final Counted COUNT = COUNTED.as(Counted.class);

  private volatile boolean warming;

  private UsdtService() {}

  /// The shape of the probe `counted`: numbers from 1, or -1 to find out whether anyone listens.
  public interface Counted {
    void fire(long number);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready=" + ACME.files().getFirst());
    UsdtService service = new UsdtService();
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] numbered = line.split(" ", 2);
        System.out.println(numbered[0] + "=" + service.obey(numbered[1].split(" ")));
      }
    }
  }

  private String obey(String[] words) throws Exception {
    return switch (words[0]) {
      case "warm" -> warm();
      case "count" -> count(Long.parseLong(words[1]), Integer.parseInt(words[2]), words[3]);
      case "enabled" -> await(true, words[1]);
      case "disabled" -> await(false, words[1]);
      case "repeat" -> repeat(words[1]);
      case "typed" -> typed();
      case "add" -> add(Integer.parseInt(words[1]));
      case "fill" -> fill();
      case "fire" -> fire(words[1], Integer.parseInt(words[2]));
      case "load" -> load(Integer.parseInt(words[1]));
      case "red-zone" -> redZone(Integer.parseInt(words[1]));
      case "site" -> HexFormat.of().formatHex(bytes(site("counted")));
      case "close" -> close();
      default -> throw new IOException("unknown command " + words[0]);
    };
  }

  /// Fires a number that counts for nothing until there is something to count.
  private String warm() {
    warming = true;
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (warming) {
                COUNT.fire(-1);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
              }
            });
    return "started";
  }

  /// Fires the numbers 1 to `total`, each once.
  private String count(long total, int threads, String kind) throws InterruptedException {
    warming = false;
    AtomicLong sum = new AtomicLong();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long first = i + 1;
      Runnable body =
          () -> {
            long own = 0;
            for (long number = first; number <= total; number += threads) {
              COUNT.fire(number);
              own += number;
            }
            sum.addAndGet(own);
          };
      var builder = kind.equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
      all.add(builder.start(body));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return sum.toString();
  }

  private static UsdtProbe find(String name) {
    return ACME.probes().stream()
        .filter(probe -> probe.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String await(boolean enabled, String name) {
    UsdtProbe probe = find(name);
    while (probe.isEnabled() != enabled) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return Boolean.toString(enabled);
  }

  private static String typed() {
    Object object = List.of("identity");
    TYPED.fire(
        Long.MIN_VALUE,
        -2,
        (short) -3,
        (byte) -4,
        true,
        '\u20ac',
        "grün",
        new byte[] {65, 66, 67},
        TimeUnit.DAYS,
        object,
        Long.MAX_VALUE);
    TEXTS.fire("caf\u00e9 \ud83d\udc1d", null, TimeUnit.HOURS, new byte[] {1, 2}, object);
    return Integer.toString(System.identityHashCode(object));
  }

  private static String add(int probes) {
    for (int i = 0; i < probes; i++) {
      ACME.probe("p" + i, long.class);
    }
    return Integer.toString(ACME.files().size());
  }

  /// Adds probes until there is no room for another.
  private static String fill() {
    for (int i = 0; true; i++) {
      try {
        ACME.probe("f" + i, long.class);
      } catch (UsdtException e) {
        return e.getMessage();
      }
    }
  }

  private static String fire(String name, int times) {
    UsdtProbe probe = find(name);
    for (int i = 0; i < times; i++) {
      probe.fire(7L);
    }
    return Integer.toString(times);
  }

  /// Fires without a pause on some threads until the process ends.
  private static String load(int threads) {
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (true) {
                  COUNT.fire(1);
                }
              });
    }
    return "started";
  }

  /// Fires until the process ends: a tool opens, fills and starts what it attaches, and only its
  /// own output tells when that is done.
  private static String repeat(String name) {
    UsdtProbe probe = find(name);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                if (probe == TYPED) {
                  typed();
                } else {
                  probe.fire(1L);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
              }
            });
    return "started";
  }

  private static Site site(String name) {
    return ((LinkedProbe) find(name)).site();
  }

  private static byte[] bytes(Site site) {
    return DynamicLinker.view(site.code().address(), SiteInstruction.SIZE).toArray(JAVA_BYTE);
  }

  private static String redZone(int times) throws Exception {
    try {
      return new RedZone(site("counted")).run(times);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError("machine code does not throw", impossible);
    }
  }

  private static String close() {
    ACME.close();
    return "done";
  }
}
