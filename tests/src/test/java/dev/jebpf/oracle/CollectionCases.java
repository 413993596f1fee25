package dev.jebpf.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Stop-the-world collections seen from a thread that did not ask for them.
final class CollectionCases {
  private CollectionCases() {}

  /// A heap of some millions of live objects makes one full collection take 200 ms and more.
  private abstract static class Collection implements CaseBody {
    private static final int OBJECTS = 4_000_000;

    private byte @Nullable [][] live = new byte[OBJECTS][];
    private final CountDownLatch begun = new CountDownLatch(1);
    volatile boolean collected;

    @Override
    public void prepare(Path directory) {
      for (int i = 0; i < OBJECTS; i++) {
        live[i] = new byte[16];
      }
      var _ =
          CaseBody.beside(
              () -> {
                begun.await();
                Thread.sleep(100);
                System.gc();
                collected = true;
              });
    }

    @Override
    public void work() {
      begun.countDown();
      meanwhile();
    }

    /// What the thread does until after the collection, which begins in 100 ms.
    abstract void meanwhile();

    @Override
    public List<String> jvmOptions() {
      return List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g");
    }
  }

  /// In Java code all the time: asleep only for the collection.
  static final class Running extends Collection {
    @Override
    void meanwhile() {
      while (!collected) {
        Thread.onSpinWait();
      }
    }
  }

  /// Its wait of 150 ms ends within the collection; the rest of it is the VM's.
  static final class Waiting extends Collection {
    private static final long WAIT = 150_000_000;

    @Override
    void meanwhile() {
      LockSupport.parkNanos(WAIT);
    }

    @Override
    public long known(Measurement measured) {
      return measured.asleep() - WAIT;
    }
  }
}
