package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MemlockTest {
  /// A process with the given limits that may or may not exceed the hard one.
  private static FakeKernel process(long soft, long hard, boolean privileged) {
    return new FakeKernel(
        call -> {
          if (call.d() != 0) {
            write(call.d(), soft, hard);
            return 0;
          }
          return privileged || read(call.c()) == hard ? 0 : -Errno.EPERM.number();
        });
  }

  @SuppressWarnings("restricted")
  private static void write(long address, long soft, long hard) {
    MemorySegment limits = MemorySegment.ofAddress(address).reinterpret(16);
    limits.set(JAVA_LONG, 0, soft);
    limits.set(JAVA_LONG, 8, hard);
  }

  @SuppressWarnings("restricted")
  private static long read(long address) {
    return MemorySegment.ofAddress(address).reinterpret(8).get(JAVA_LONG, 0);
  }

  @Test
  void shouldRaiseWithoutBoundWhenItMay() {
    assertThat(Memlock.raise(process(65536, 65536, true))).isTrue();
  }

  @Test
  void shouldRaiseToTheHardLimitOtherwise() {
    FakeKernel kernel = process(65536, 1 << 30, false);
    assertThat(Memlock.raise(kernel)).isTrue();
    assertThat(kernel.count(SystemCall.PRLIMIT64)).isEqualTo(3);
  }

  @Test
  void shouldSayThatItCouldNot() {
    assertThat(Memlock.raise(process(65536, 65536, false))).isFalse();
    assertThat(Memlock.raise(process(-1, -1, true))).isFalse();
  }
}
