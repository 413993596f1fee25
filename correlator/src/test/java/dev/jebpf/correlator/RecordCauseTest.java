package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.thread.KnownThread;
import dev.jebpf.thread.ThreadKind;
import org.junit.jupiter.api.Test;

class RecordCauseTest {
  private static final KnownThread CARRIER =
      new KnownThread(7, "ForkJoinPool-1-worker-1", 30, ThreadKind.JAVA, null);

  private static KernelOrigin origin(long javaThread) {
    return new RecordCause(7, javaThread, 0, null, null).origin(CARRIER);
  }

  @Test
  void shouldBeAVirtualThreadWhereHotSpotHasAnotherIdThanTheCarriers() {
    KernelOrigin origin = origin(31);
    assertThat(origin.virtual()).isTrue();
    assertThat(origin.javaThreadId()).isEqualTo(31);
    assertThat(origin.osThreadId()).isEqualTo(7);
    assertThat(origin.threadName()).isEmpty();
  }

  @Test
  void shouldBeTheCarrierItself() {
    KernelOrigin origin = origin(30);
    assertThat(origin.virtual()).isFalse();
    assertThat(origin.threadName()).isEqualTo("ForkJoinPool-1-worker-1");
  }
}
