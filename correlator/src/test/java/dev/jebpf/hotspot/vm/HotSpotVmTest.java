package dev.jebpf.hotspot.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.linux.Errno;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.SystemCall;
import dev.jebpf.linux.Tasks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotSpotVmTest {
  private static final VarHandle EETOP = eetop();

  @Test
  void shouldBindTheRunningJvm() {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), HotSpotVmTest::javaThread);

    assertThat(vm.reason()).isEmpty();
    assertThat(vm.offsets().available()).isTrue();
    assertThat(vm.offsets().dtvIndex()).isPositive();
  }

  /// Some collectors keep copies of `Thread*` in thread-local storage.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseG1GC",
        "-XX:+UseZGC",
        "-XX:+UseShenandoahGC"
      })
  void shouldBindAJvmWithAnyCollector(String collector) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector,
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BindMain.class.getName())
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).isEqualTo("available\n");
  }

  @Test
  void shouldFindTheKernelIdOfAThread() {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), HotSpotVmTest::javaThread);
    var memory = new VmMemory(Kernel.running());

    long osthread = memory.longAt(javaThread(Thread.currentThread()) + vm.layout().osthread());

    assertThat(memory.intAt(osthread + vm.layout().threadId()))
        .isEqualTo(Tasks.currentThread(Kernel.running()));
  }

  @Test
  void shouldFindTheVariableOfAThreadThatWasNoWitness() throws Exception {
    HotSpotVm vm = HotSpotVm.bind(Kernel.running(), HotSpotVmTest::javaThread);
    var slot = new ThreadLocalSlot(vm.offsets().dtvIndex(), vm.offsets().tlsOffset());
    var memory = new VmMemory(Kernel.running());
    var ready = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var blocked =
        new FutureTask<>(
            () -> {
              ready.countDown();
              done.await();
              return true;
            });
    Thread other = Thread.ofPlatform().daemon().start(blocked);
    ready.await();

    long javaThread = javaThread(other);
    long osthread = memory.longAt(javaThread + vm.layout().osthread());
    long pthread = memory.longAt(osthread + vm.layout().pthreadId());
    long dtv = ThreadLocalSlot.dtv(memory, dev.jebpf.linux.Architecture.running(), pthread, 0);

    assertThat(slot.holds(memory, dtv, javaThread)).isTrue();
    assertThat(slot.holds(memory, dtv, javaThread(Thread.currentThread()))).isFalse();
    done.countDown();
    assertThat(blocked.get()).isTrue();
  }

  @Test
  void shouldBeUnavailableWhenMemoryCannotBeRead() {
    Kernel refusing =
        (call, a, b, c, d, e, f) ->
            call == SystemCall.PROCESS_VM_READV
                ? -Errno.EPERM.number()
                : Kernel.running().call(call, a, b, c, d, e, f);

    HotSpotVm vm = HotSpotVm.bind(refusing, HotSpotVmTest::javaThread);

    assertThat(vm.layout()).isNotNull();
    assertThat(vm.offsets().available()).isFalse();
    assertThat(vm.reason()).contains("Thread::_thr_current");
  }

  @Test
  void shouldNameTheMissingField() {
    VmStructs structs =
        VmStructs.of(Map.of("Thread._osthread", 8L), Map.of("JavaThread", 100L), Map.of());

    assertThatThrownBy(() -> ThreadLayout.bind(structs))
        .isInstanceOf(MissingVmSymbolException.class)
        .hasMessageContaining("OSThread._thread_id");
  }

  static long javaThread(Thread thread) {
    return (long) EETOP.getVolatile(thread);
  }

  private static VarHandle eetop() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "eetop", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Thread.eetop", e);
    }
  }
}
