package dev.jebpf.oracle;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Cases that wait in the JVM: time or another thread ends the wait.
final class WaitCases {
  private WaitCases() {}

  static final class Sleep implements CaseBody {
    @Override
    public void work() throws InterruptedException {
      Thread.sleep(AMOUNT / 1_000_000);
    }

    @Override
    public long known(Measurement measured) {
      return AMOUNT;
    }
  }

  static final class Park implements CaseBody {
    @Override
    public void work() {
      LockSupport.parkNanos(AMOUNT);
    }

    @Override
    public long known(Measurement measured) {
      return AMOUNT;
    }
  }

  static final class ObjectWait implements CaseBody {
    private final Object monitor = new Object();

    @Override
    public void work() throws InterruptedException {
      synchronized (monitor) {
        monitor.wait(AMOUNT / 1_000_000);
      }
    }

    @Override
    public long known(Measurement measured) {
      return AMOUNT;
    }
  }

  /// A holder lets go 200 ms after the measured thread has begun to wait.
  private abstract static class Contended implements CaseBody {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void prepare(Path directory) throws Exception {
      var _ = CaseBody.beside(() -> locked(this::hold));
      held.await();
    }

    private void hold() throws InterruptedException {
      held.countDown();
      begun.await();
      Thread.sleep(AMOUNT / 1_000_000);
    }

    @Override
    public void work() throws Exception {
      begun.countDown();
      locked(() -> {});
    }

    abstract void locked(Subject.Work work) throws Exception;
  }

  static final class Monitor extends Contended {
    private final Object monitor = new Object();

    @Override
    void locked(Subject.Work work) throws Exception {
      synchronized (monitor) {
        work.run();
      }
    }
  }

  static final class Reentrant extends Contended {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    void locked(Subject.Work work) throws Exception {
      lock.lock();
      try {
        work.run();
      } finally {
        lock.unlock();
      }
    }
  }
}
