package dev.jebpf.badinput;

import java.util.concurrent.CountDownLatch;

/// The service of these tests: small, and always ends with `served` and status 0.
final class Service {
  private Service() {}

  public static void main(String[] args) throws Exception {
    System.out.println("up");
    switch (args.length == 0 ? "calls" : args[0]) {
      case "calls" -> calls();
      case "throws" -> failures();
      case "short-lived" -> shortLived(Integer.parseInt(args[1]));
      case "together" -> together(Integer.parseInt(args[1]));
      case "until-killed" -> Thread.sleep(60_000);
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("served");
  }

  private static void calls() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      work(5);
    }
  }

  static void work(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  private static void failures() {
    for (int i = 0; i < 100; i++) {
      try {
        fail(i);
      } catch (Failure e) {
        StackTraceElement top = e.getStackTrace()[0];
        if (e.number != i || !top.getMethodName().equals("fail") || e.getCause() != null) {
          throw new IllegalStateException("the exception is not the one that was thrown", e);
        }
      }
    }
  }

  static void fail(int number) {
    if (number % 2 == 0) {
      throw new Failure(number);
    }
  }

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int number;

    Failure(int number) {
      super("number " + number);
      this.number = number;
    }
  }

  private static void shortLived(int threads) throws InterruptedException {
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(Service::nothing, "short-" + i);
      thread.start();
      thread.join();
    }
  }

  private static void nothing() {}

  private static void together(int threads) throws InterruptedException {
    var started = new CountDownLatch(threads);
    var end = new CountDownLatch(1);
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] = new Thread(() -> waitFor(started, end), "together-" + i);
      all[i].start();
    }
    started.await();
    Thread.sleep(500);
    end.countDown();
    for (Thread thread : all) {
      thread.join();
    }
  }

  private static void waitFor(CountDownLatch started, CountDownLatch end) {
    started.countDown();
    try {
      end.await();
      Thread.sleep(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
