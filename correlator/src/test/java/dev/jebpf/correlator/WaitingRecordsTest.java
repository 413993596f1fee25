package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.thread.KnownThread;
import dev.jebpf.thread.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {
  private static final KnownThread STRANGER = new KnownThread(7, "java", 0, ThreadKind.VM, null);
  private static final KnownThread WORKER = new KnownThread(7, "worker", 30, ThreadKind.JAVA, null);

  private final WaitingRecords waiting = new WaitingRecords();
  private final List<KernelOrigin> committed = new ArrayList<>();

  @Test
  void shouldWaitUntilAJavaThreadIsKnownAsOne() {
    waiting.add(cause(7, 30), committed::add, null);
    waiting.looked(_ -> STRANGER);
    assertThat(committed).isEmpty();

    waiting.looked(_ -> WORKER);

    assertThat(committed).extracting(KernelOrigin::threadName).containsExactly("worker");
    assertThat(committed).extracting(KernelOrigin::javaThreadId).containsExactly(30L);
    assertThat(waiting.unresolved()).isZero();
  }

  @Test
  void shouldTakeTheNameThatAThreadEndedWith() {
    waiting.add(cause(7, 30), committed::add, null);
    waiting.add(cause(8, 31), committed::add, null);

    waiting.ended(WORKER);

    assertThat(committed).extracting(KernelOrigin::threadName).containsExactly("worker");
  }

  @Test
  void shouldCountARecordWhoseThreadNobodyKnows() {
    waiting.add(cause(7, 0), committed::add, null);
    for (int look = 1; look < WaitingRecords.LOOKS; look++) {
      waiting.looked(_ -> null);
    }
    assertThat(committed).isEmpty();

    waiting.looked(_ -> null);

    assertThat(committed).extracting(KernelOrigin::osThreadId).containsExactly(7L);
    assertThat(waiting.unresolved()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpTheOldestForTheNewestWhenFull() {
    for (int i = 0; i <= WaitingRecords.MOST; i++) {
      waiting.add(cause(100 + i, 0), committed::add, null);
    }

    assertThat(committed).extracting(KernelOrigin::osThreadId).containsExactly(100L);
    assertThat(waiting.unresolved()).isEqualTo(1);
  }

  @Test
  void shouldLeaveNothingWaitingAtTheEnd() {
    waiting.add(cause(7, 30), committed::add, null);
    waiting.add(cause(8, 31), committed::add, null);

    waiting.finish(tid -> tid == 7 ? WORKER : null);

    assertThat(committed).extracting(KernelOrigin::threadName).containsExactly("worker", "");
    assertThat(waiting.unresolved()).isEqualTo(1);
  }

  private static RecordCause cause(long tid, long javaThread) {
    return new RecordCause(tid, javaThread, 0, null, null);
  }
}
