package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Calls of the running kernel that need no privilege.
class KernelTest {
  private final Kernel kernel = Kernel.running();

  @Test
  void shouldCallTheRunningKernel() throws IOException {
    String self = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    assertThat(Tasks.currentThread(kernel)).isEqualTo(Integer.parseInt(self));
  }

  @Test
  void shouldReturnTheErrnoNegated() {
    assertThat(kernel.call(SystemCall.CLOSE, -1, 0, 0)).isEqualTo(-Errno.EBADF.number());
  }

  @Test
  void shouldReadOwnMemoryAndAnswerWithAnErrorWhereNoneIs() {
    ProcessMemory memory = ProcessMemory.ofSelf(kernel);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(JAVA_LONG, 42);
      MemorySegment destination = arena.allocate(JAVA_LONG);
      assertThat(memory.read(source.address(), destination)).isEqualTo(8);
      assertThat(destination.get(JAVA_LONG, 0)).isEqualTo(42);
      assertThat(memory.read(8, destination)).isEqualTo(-Errno.EFAULT.number());
    }
  }

  @Test
  void shouldWakeAWaiterByAnEvent() {
    try (Epoll epoll = Epoll.open(kernel);
        EventDescriptor event = EventDescriptor.open(kernel)) {
      epoll.add(event.descriptor(), Epoll.IN);
      assertThat(epoll.await(Duration.ZERO)).isZero();
      event.signal();
      assertThat(epoll.await(Duration.ofSeconds(10))).isOne();
      event.reset();
      event.reset();
      assertThat(epoll.await(Duration.ZERO)).isZero();
    }
  }

  @Test
  void shouldSayWhatCouldNotBeOpened() {
    assertThatThrownBy(() -> Tasks.openProcess(kernel, Integer.MAX_VALUE))
        .isInstanceOf(LinuxException.class)
        .hasMessage("cannot open task id=2147483647: pidfd_open: ESRCH (3, no such process)");
  }

  @Test
  void shouldKnowThePageSize() {
    assertThat(PageSize.bytes()).isIn(4096L, 16384L, 65536L);
    assertThat(PageSize.roundUp(1)).isEqualTo(PageSize.bytes());
    assertThat(PageSize.roundUp(PageSize.bytes())).isEqualTo(PageSize.bytes());
  }

  @Test
  void shouldRefuseProcessorsWithoutKnownNumbers() {
    assertThat(Architecture.of("Linux", "amd64")).isEqualTo(Architecture.X86_64);
    assertThat(Architecture.of("Linux", "aarch64")).isEqualTo(Architecture.AARCH64);
    assertThatThrownBy(() -> Architecture.of("Mac OS X", "aarch64"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("os.name=Mac OS X os.arch=aarch64");
  }
}
