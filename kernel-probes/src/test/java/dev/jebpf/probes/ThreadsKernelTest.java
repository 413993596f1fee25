package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Threads that come and go.
@Tag("kernel")
class ThreadsKernelTest {
  private static ProbeConfig config(int slots) {
    return ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable())
        .withSlots(slots)
        .withThresholds(Map.of());
  }

  @Test
  void shouldAccountForTwentyThousandThreads() throws Exception {
    int threads = 20_000;
    try (var live = new LiveProbes(config(8192))) {
      var seen = new Seen();
      for (int i = 0; i < threads; i++) {
        Thread.ofPlatform().start(() -> LockSupport.parkNanos(1)).join();
        if (i % 500 == 0) {
          live.probes.drain(seen);
        }
      }
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (seen.ended < threads && System.nanoTime() < deadline) {
        live.probes.drain(seen);
      }
      var losses = live.probes.losses();
      assertThat(seen.started + live.probes.totals().get(RecordKind.THREAD_STARTED).dropped())
          .isGreaterThanOrEqualTo(threads);
      assertThat(seen.ended).isGreaterThanOrEqualTo(threads);
      assertThat(seen.broken).as("%s", seen.example).isZero();
      assertThat(losses.slotsExhausted()).isZero();
      assertThat(losses.switchesUnaccounted()).isZero();
    }
  }

  /// Counts, and checks that no account says more than the wall time.
  private static final class Seen extends IgnoredRecordsForTest {
    private int started;
    private int ended;
    private int broken;
    private String example = "";

    @Override
    public void onThreadStarted(ThreadStarted record) {
      started++;
    }

    @Override
    public void onThreadEnded(ThreadEnded record) {
      ended++;
      long off = record.attachGap();
      for (int word = 0; word < State.WORDS; word++) {
        off += record.state(word);
        check(record.state(word) >= 0, record, record.state(word));
      }
      check(off <= record.duration(), record, off);
    }

    private void check(boolean sound, ThreadEnded record, long nanos) {
      if (!sound) {
        broken++;
        example = "tid=%d off=%d of %d".formatted(record.tid(), nanos, record.duration());
      }
    }
  }

  @Test
  void shouldTellTheLastAccountOfAThread() throws Exception {
    try (var live = new LiveProbes(config(1024))) {
      var tid = new AtomicLong();
      Thread.ofPlatform()
          .start(
              () -> {
                tid.set(LiveProbes.tid());
                LockSupport.parkNanos(100_000_000);
              })
          .join();
      var slept = new AtomicLong();
      var wall = new AtomicLong();
      var creator = new AtomicLong();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (wall.get() == 0 && System.nanoTime() < deadline) {
        live.probes.drain(
            new IgnoredRecordsForTest() {
              @Override
              public void onThreadStarted(ThreadStarted record) {
                creator.set(record.tid() == tid.get() ? record.waker() : creator.get());
              }

              @Override
              public void onThreadEnded(ThreadEnded record) {
                if (record.tid() == tid.get()) {
                  slept.set(record.state(State.OTHER.word()));
                  wall.set(record.duration());
                }
              }
            });
      }
      assertThat(slept.get()).isBetween(99_000_000L, wall.get());
      assertThat(creator.get()).isEqualTo(LiveProbes.tid());
      assertThat(live.probes.slots().find((int) tid.get())).isNull();
    }
  }

  @Test
  void shouldCountThreadsForWhichThereIsNoSlot() throws Exception {
    try (var live = new LiveProbes(config(8))) {
      var done = new CountDownLatch(1);
      Set<Thread> threads = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        done.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
      }
      done.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(live.probes.losses().slotsExhausted()).isGreaterThanOrEqualTo(12);
      assertThat(live.probes.losses().switchesUnaccounted()).isPositive();
    }
  }

  @Test
  void shouldCollectTheAccountsForWhichTheRingHadNoRoom() throws Exception {
    int threads = 200;
    var wanted = config(1024);
    var tiny =
        ProbeConfig.of(wanted.tgid(), HotSpotOffsets.unavailable())
            .withSlots(1024)
            .withRingBytes(4096)
            .withThresholds(Map.of());
    try (var live = new LiveProbes(tiny)) {
      for (int i = 0; i < threads; i++) {
        Thread.ofPlatform().start(() -> LockSupport.parkNanos(1)).join();
      }
      var seen = new Seen();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (seen.ended < threads && System.nanoTime() < deadline) {
        live.probes.drain(seen);
      }
      assertThat(live.probes.losses().ringDrops()).isGreaterThan(threads);
      assertThat(seen.ended).isGreaterThanOrEqualTo(threads);
      assertThat(seen.broken).as("%s", seen.example).isZero();
    }
  }

  @Test
  void shouldNameTheWaker() throws Exception {
    try (var live = new LiveProbes(config(1024))) {
      var sleeper = new AtomicLong();
      var waker = new AtomicLong();
      var byTimer = new AtomicLong();
      var blocked = new CountDownLatch(1);
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    sleeper.set(LiveProbes.tid());
                    blocked.countDown();
                    LockSupport.park();
                    Slot slot = live.probes.slots().find((int) sleeper.get());
                    waker.set(slot.waker());
                    for (int i = 0; i < 5; i++) {
                      LockSupport.parkNanos(10_000_000);
                      byTimer.addAndGet(slot.waker() == 0 ? 1 : 0);
                    }
                  });
      blocked.await();
      Thread.sleep(100);
      LockSupport.unpark(thread);
      thread.join();
      assertThat(waker.get()).isEqualTo(LiveProbes.tid());
      // A safepoint may come right after the timer, and then it is the JVM that wakes the thread.
      assertThat(byTimer.get()).as("woken by a timer").isGreaterThanOrEqualTo(3);
    }
  }
}
