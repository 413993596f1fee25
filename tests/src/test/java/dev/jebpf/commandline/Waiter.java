package dev.jebpf.commandline;

/// Prints `up`, waits for a line, then sleeps 20 times in [#work] and ends.
final class Waiter {
  static final int CALLS = 20;
  static final int MILLIS = 10;

  private Waiter() {}

  public static void main(String[] args) throws Exception {
    System.out.println("up");
    if (System.in.read() < 0) {
      return;
    }
    for (int i = 0; i < CALLS; i++) {
      work();
    }
  }

  static void work() throws InterruptedException {
    Thread.sleep(MILLIS);
  }
}
