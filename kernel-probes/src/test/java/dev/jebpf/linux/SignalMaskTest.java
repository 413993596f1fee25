package dev.jebpf.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/// The calling thread's mask, as the kernel shows it: bit N - 1 for signal N.
class SignalMaskTest {
  private static final int SIGBUS = 7;
  private static final int SIGSEGV = 11;
  private static final int SIGUSR2 = 12;
  private static final int SIGVTALRM = 26;
  private static final int SIGPROF = 27;
  private static final int SIGIO = 29;
  private static final int SIGSYS = 31;
  private static final int SIGRTMAX = 64;

  private final Kernel kernel = Kernel.running();

  private static long blocked() {
    try {
      String line =
          Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
              .filter(status -> status.startsWith("SigBlk:"))
              .findFirst()
              .orElseThrow();
      return Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(long set, int signal) {
    return ((set >>> (signal - 1)) & 1) != 0;
  }

  private long whileBlocked(LongSupplier call) {
    return SignalMask.whileBlocked(kernel, call);
  }

  @Test
  void shouldBlockWhatProfilersSendAndNothingThatHotSpotNeeds() {
    long set = whileBlocked(SignalMaskTest::blocked);
    for (int signal : new int[] {SIGVTALRM, SIGPROF, SIGIO, SIGRTMAX}) {
      assertThat(has(set, signal)).as("signal %d of %x", signal, set).isTrue();
    }
    for (int signal : new int[] {SIGBUS, SIGSEGV, SIGUSR2, SIGSYS, 32, 33, 34}) {
      assertThat(has(set, signal)).as("signal %d of %x", signal, set).isFalse();
    }
  }

  @Test
  void shouldLeaveTheMaskAsItWas() {
    long before = blocked();
    whileBlocked(SignalMaskTest::blocked);
    assertThat(blocked()).isEqualTo(before);
    assertThatThrownBy(
            () ->
                whileBlocked(
                    () -> {
                      throw new IllegalStateException("the call");
                    }))
        .hasMessage("the call");
    assertThat(blocked()).isEqualTo(before);
  }

  @Test
  void shouldKeepWhatWasBlockedBeforeBlocked() {
    long before = blocked();
    long[] inside = new long[2];
    whileBlocked(
        () -> {
          inside[0] = blocked();
          whileBlocked(SignalMaskTest::blocked);
          return inside[1] = blocked();
        });
    assertThat(inside[0]).isNotEqualTo(before);
    assertThat(inside[1]).isEqualTo(inside[0]);
  }

  @Test
  void shouldNotTouchTheMaskOfACarrier() throws InterruptedException {
    var counted = new FakeKernel(_ -> 0);
    long[] result = new long[1];
    Thread.ofVirtual().start(() -> result[0] = SignalMask.whileBlocked(counted, () -> 42)).join();
    assertThat(result[0]).isEqualTo(42);
    assertThat(counted.calls()).isEmpty();
  }
}
