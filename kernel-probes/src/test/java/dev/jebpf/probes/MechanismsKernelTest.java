package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One workload, observed by every mechanism that this kernel has at the same time.
@Tag("kernel")
class MechanismsKernelTest {
  @TempDir private static Path folder;

  private final List<Observer> observers = new ArrayList<>();

  @BeforeEach
  void open() {
    for (Mechanism mechanism : Mechanism.values()) {
      observers.add(new Observer(mechanism));
    }
  }

  @AfterEach
  void close() {
    observers.forEach(Observer::close);
  }

  /// A thread with a slot does the work.
  static int inAThread(ThrowingRunnable work) throws Exception {
    int[] tid = new int[1];
    Throwable[] failure = new Throwable[1];
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Thread.sleep(1);
                    tid[0] = LiveProbes.tid();
                    work.run();
                  } catch (Throwable thrown) {
                    failure[0] = thrown;
                  }
                });
    worker.join();
    if (failure[0] != null) {
      throw new AssertionError(failure[0]);
    }
    return tid[0];
  }

  interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  void shouldCountTheSameByEveryMechanism() throws Exception {
    new IoWorkload(Files.createTempDirectory(folder, "warm")).run();
    observers.forEach(observer -> observer.of(0));
    Path work = Files.createTempDirectory(folder, "work");
    int tid = inAThread(() -> new IoWorkload(work).run());
    List<Observer> serving = observers.stream().filter(o -> o.serves(ProbeSet.FILES)).toList();
    Map<RecordKind, Observer.Sum> expected = serving.getLast().of(tid);
    int rounds = IoWorkload.ROUNDS;
    assertThat(serving.getLast().mechanism()).isEqualTo(Mechanism.TRACEPOINT);
    assertThat(expected.get(RecordKind.FILE_SYNC).count()).isEqualTo(2L * rounds);
    assertThat(expected.get(RecordKind.FILE_OPEN).errors()).isGreaterThanOrEqualTo(rounds);
    assertThat(expected.get(RecordKind.FILE_WRITE).bytes())
        .isGreaterThanOrEqualTo(rounds * (3L * IoWorkload.BLOCK + 110));
    assertThat(expected.get(RecordKind.FILE_READ).bytes())
        .isGreaterThanOrEqualTo(rounds * (5L * IoWorkload.BLOCK + 210));
    assertThat(expected.get(RecordKind.TCP_SEND).bytes())
        .isEqualTo(rounds * (3L * IoWorkload.BLOCK + 10));
    assertThat(expected.get(RecordKind.TCP_RECEIVE).bytes())
        .isEqualTo(rounds * (3L * IoWorkload.BLOCK + 10));
    for (Observer observer : serving.subList(0, serving.size() - 1)) {
      assertThat(observer.of(tid)).as(observer.mechanism().name()).isEqualTo(expected);
      assertThat(observer.probes().losses().recursionMisses()).isZero();
    }
  }

  @Test
  void shouldServeByEveryMechanismOrSayWhyNot() {
    for (Observer observer : observers) {
      for (String probe :
          List.of(ProbeSet.FILES, ProbeSet.TCP, ProbeSet.CONNECTIONS, ProbeSet.RETRANSMITS)) {
        Backend backend = observer.probes().backends().get(probe);
        if (backend.available()) {
          assertThat(backend.refusals()).isEmpty();
          assertThat(backend.reason()).as("%s of %s", probe, observer.mechanism()).isNull();
        } else {
          assertThat(backend.refusals()).hasSize(1);
          assertThat(backend.refusals().getFirst().cause())
              .isIn(
                  Refusal.Cause.POLICY,
                  Refusal.Cause.LOCKDOWN,
                  Refusal.Cause.NOT_BUILT,
                  Refusal.Cause.NO_TARGET);
        }
      }
    }
    assertThat(observers.getLast().serves(ProbeSet.FILES)).isTrue();
  }
}
