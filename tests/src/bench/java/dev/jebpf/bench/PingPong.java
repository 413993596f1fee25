package dev.jebpf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Two threads on one core that hand a turn to each other as fast as they can: nothing but
/// switches, the worst case for programs that run at every switch.
final class PingPong implements AutoCloseable {
  /// How the turn is handed over.
  enum Means {
    /// `LockSupport.park` and `unpark`: two futex system calls.
    PARK,
    /// A byte through a pipe each way.
    PIPE
  }

  private static final int CORE = 1;

  private final Thread[] players = new Thread[2];
  private final List<Path> tasks = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(2);
  private volatile boolean over;
  private volatile int turn;
  private volatile long handOvers;

  PingPong(Means means) throws IOException, InterruptedException {
    switch (means) {
      case PARK -> play(() -> park(0), () -> park(1));
      case PIPE -> {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        play(() -> pass(back, there, true), () -> pass(there, back, false));
      }
    }
    ready.await();
  }

  /// Hand-overs, each at least one switch, per second of CPU time of the two threads over a window.
  /// They always want their core, so that is the second of a clock on the wall, but for what other
  /// processes take of the core meanwhile.
  double rate(long millis) throws InterruptedException, IOException {
    long count = handOvers;
    long time = cpuNanos();
    Thread.sleep(millis);
    return (handOvers - count) * 1e9 / (cpuNanos() - time);
  }

  /// The first number of `schedstat` is the time on a CPU, switches included.
  private long cpuNanos() throws IOException {
    long sum = 0;
    for (Path task : tasks) {
      sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
    }
    return sum;
  }

  /// Ends the game; its threads are daemons and end by themselves.
  @Override
  public void close() {
    over = true;
    for (Thread player : players) {
      LockSupport.unpark(player);
    }
  }

  private void play(Runnable first, Runnable second) {
    players[0] = Thread.ofPlatform().daemon().name("ping").unstarted(() -> pinned(first));
    players[1] = Thread.ofPlatform().daemon().name("pong").unstarted(() -> pinned(second));
    for (Thread player : players) {
      player.start();
    }
  }

  private void pinned(Runnable game) {
    try {
      pin();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("pinning a thread to core " + CORE, e);
    } finally {
      ready.countDown();
    }
    game.run();
  }

  /// Keeps the calling thread on [#CORE], through `taskset` of util-linux.
  private void pin() throws IOException, InterruptedException {
    Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    tasks.add(Path.of("/proc").resolve(self));
    JavaProcess.run(
        new ProcessBuilder(
            "taskset", "-pc", Integer.toString(CORE), self.getFileName().toString()));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread whose turn it is counts
  private void park(int self) {
    while (!over) {
      while (turn != self && !over) {
        LockSupport.park(this);
      }
      handOvers++;
      turn = 1 - self;
      LockSupport.unpark(players[1 - self]);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that holds the byte counts
  private void pass(Pipe in, Pipe out, boolean serves) {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    try (var source = in.source();
        var sink = out.sink()) {
      if (serves) {
        sink.write(one.clear());
      }
      while (source.read(one.clear()) > 0) {
        handOvers++;
        if (over) {
          return; // closing the sink ends the other's read
        }
        sink.write(one.flip());
      }
    } catch (IOException e) {
      if (!over) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
