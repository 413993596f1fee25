package dev.jebpf.bench;

import java.util.concurrent.locks.LockSupport;

/// Two virtual threads on one carrier that hand a turn to each other: nothing but parks, unmounts
/// and mounts, the worst case for what is called at each.
///
/// Prints the nanoseconds of one. Arguments: `bare`, or `called` for threads that are in a call
/// which the agent may trace.
final class HandOver {
  private static final long WARM_UP_MILLIS = 3_000;
  private static final long MEASURED_MILLIS = 3_000;

  private static final Thread[] PLAYERS = new Thread[2];
  private static volatile int turn;
  private static volatile boolean over;
  private static volatile long count;

  private HandOver() {}

  public static void main(String[] arguments) throws InterruptedException {
    boolean called = arguments[0].equals("called");
    for (int i = 0; i < PLAYERS.length; i++) {
      int self = i;
      PLAYERS[i] = Thread.ofVirtual().unstarted(called ? () -> call(self) : () -> play(self));
    }
    for (Thread player : PLAYERS) {
      player.start();
    }
    Thread.sleep(WARM_UP_MILLIS);
    long before = count;
    long start = System.nanoTime();
    Thread.sleep(MEASURED_MILLIS);
    System.out.println((double) (System.nanoTime() - start) / (count - before));
    over = true;
    for (Thread player : PLAYERS) {
      LockSupport.unpark(player);
    }
  }

  /// Traced by its name.
  private static void call(int self) {
    play(self);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread whose turn it is counts
  private static void play(int self) {
    while (!over) {
      while (turn != self && !over) {
        LockSupport.park();
      }
      count++;
      turn = 1 - self;
      LockSupport.unpark(PLAYERS[1 - self]);
    }
  }
}
