package dev.jebpf.program;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FakeKernel;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.SystemCall;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProgramLoaderTest {
  @Layout(size = 8)
  interface Counter extends MapView {
    @Offset(0)
    long count();
  }

  private final Kernel kernel = Kernel.running();
  private final ProgramLoader loader = ProgramLoader.of(kernel);

  @Test
  @Tag("kernel")
  void shouldLoadAndRunAProgram() {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    try (LoadedProgram program = loader.load(TestPrograms.add());
        Arena arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocateFrom(JAVA_LONG, 40, 2);
      assertThat(program.run(context)).isEqualTo(7);
      assertThat(context.get(JAVA_LONG, 0)).isEqualTo(42);
      assertThat(program.id()).isPositive();
    }
  }

  @Test
  @Tag("kernel")
  void shouldLeaveNoDescriptorOpen() {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    long before = Descriptors.open();
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var counters = maps.hashTable("jebpf.count", Counter.class, 1);
      loader.load(TestPrograms.add()).close();
      assertThatThrownBy(() -> loader.load(TestPrograms.withoutNullCheck(counters)))
          .isInstanceOf(VerifierException.class);
    }
    assertThat(Descriptors.open()).isEqualTo(before);
  }

  @Test
  @Tag("kernel")
  void shouldNameTheJavaLineThatTheVerifierRefused() {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      var counters = maps.hashTable("jebpf.count", Counter.class, 1);
      ProgramSpec bad = TestPrograms.withoutNullCheck(counters);
      assertThatThrownBy(() -> loader.load(bad))
          .isInstanceOfSatisfying(
              VerifierException.class,
              refused -> {
                assertThat(refused.source()).isEqualTo(bad.lines().get(2));
                assertThat(refused.log().text())
                    .contains("processed")
                    .contains("return counter.count();");
              })
          .hasMessageStartingWith(
              "the kernel's verifier refused program name=jebpf.bad attach=raw_tp/sched_switch"
                  + " at Bad.java:12 `return counter.count();`: EACCES (13, permission denied)")
          .hasMessageContaining("R0 invalid mem access 'map_value_or_null'")
          .hasMessageContaining("lines of the log left out");
    }
  }

  @Test
  @Tag("kernel")
  void shouldCountRunsWhileStatisticsAreOn() {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    try (LoadedProgram program = loader.load(TestPrograms.add());
        Arena arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(16, 8);
      program.run(context);
      RunStatistics before = program.statistics();
      try (BpfStatistics _ = BpfStatistics.enable(kernel)) {
        for (int i = 0; i < 10; i++) {
          program.run(context);
        }
      }
      program.run(context);
      assertThat(program.statistics().since(before).runCount()).isEqualTo(10);
      assertThat(program.statistics().since(before).runTimeNanos()).isPositive();
    }
  }

  @Test
  @Tag("kernel")
  void shouldSayWhyAProgramCannotBeRun() {
    try (LoadedProgram program =
            loader.load(TestPrograms.nothing(new AttachPoint.RawTracepoint("sched_switch")));
        Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> program.run(arena.allocate(8192, 8)))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("cannot run program name=jebpf.nothing")
          .hasMessageContaining("EINVAL");
    }
  }

  @Test
  void shouldRefuseAMapThatNoKernelHas() {
    var counters = Maps.inMemory().hashTable("counters", Counter.class, 1);
    assertThatThrownBy(() -> loader.load(TestPrograms.withoutNullCheck(counters)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("map name=counters exists in this JVM only");
  }

  @Test
  void shouldRetryPendingSignalsButNotForEver() {
    FakeKernel interrupted =
        new FakeKernel(call -> call.call() == SystemCall.BPF ? -Errno.EAGAIN.number() : 0);
    assertThatThrownBy(() -> ProgramLoader.of(interrupted).load(TestPrograms.add()))
        .isInstanceOf(LinuxException.class)
        .hasMessageStartingWith("cannot load program name=jebpf.add attach=syscall (BPF_PROG_LOAD)")
        .hasMessageContaining("EAGAIN")
        .hasMessageContaining("signals kept interrupting the kernel's verifier");
    assertThat(interrupted.count(SystemCall.BPF)).isEqualTo(10);
  }

  /// The verifier has written to the log when a signal ends it.
  @Test
  void shouldNotTakeASignalForTheVerifiersAnswer() {
    var loads = new AtomicInteger();
    FakeKernel kernel =
        new FakeKernel(
            call -> {
              if (call.call() != SystemCall.BPF) {
                return 0;
              }
              boolean first = loads.getAndIncrement() == 0;
              return first ? -Errno.EINVAL.number() : interruptedWithALog(call);
            });
    assertThatThrownBy(() -> ProgramLoader.of(kernel).load(TestPrograms.add()))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("signals kept interrupting");
    assertThat(loads).hasValue(11);
  }

  @SuppressWarnings("restricted")
  private static long interruptedWithALog(FakeKernel.Call call) {
    MemorySegment attribute = MemorySegment.ofAddress(call.b()).reinterpret(call.c());
    MemorySegment.ofAddress(attribute.get(JAVA_LONG, 32))
        .reinterpret(64)
        .setString(0, "0: (b7) r0 = 1");
    return -Errno.EAGAIN.number();
  }

  @Test
  void shouldBlockSignalsForEachAttemptAndNoLonger() {
    FakeKernel willing = new FakeKernel(call -> call.call() == SystemCall.BPF ? 42 : 0);
    ProgramLoader.of(willing).load(TestPrograms.add()).close();
    assertThat(willing.calls())
        .extracting(FakeKernel.Call::call)
        .containsExactly(
            SystemCall.RT_SIGPROCMASK, SystemCall.BPF, SystemCall.RT_SIGPROCMASK, SystemCall.CLOSE);
  }

  @Test
  void shouldNotAskForALogWhenTheFirstAttemptSucceeds() {
    FakeKernel willing = new FakeKernel(call -> call.call() == SystemCall.BPF ? 42 : 0);
    try (LoadedProgram program = ProgramLoader.of(willing).load(TestPrograms.add())) {
      assertThat(program.descriptor().number()).isEqualTo(42);
    }
    assertThat(willing.count(SystemCall.BPF)).isOne();
    assertThat(willing.count(SystemCall.CLOSE)).isOne();
  }

  @Test
  void shouldRaiseMemlockOnceAfterEperm() {
    FakeKernel refusing = new FakeKernel(call -> call.call() == SystemCall.BPF ? -1 : 0);
    assertThatThrownBy(() -> ProgramLoader.of(refusing).load(TestPrograms.add()))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("cannot load program name=jebpf.add attach=syscall (BPF_PROG_LOAD)");
    assertThat(refusing.count(SystemCall.BPF)).isEqualTo(3);
  }
}
