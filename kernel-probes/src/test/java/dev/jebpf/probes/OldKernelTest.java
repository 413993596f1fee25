package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.LiveProbes.Work;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The account with none of what kernels after 5.10 brought, on whichever kernel this is.
@Tag("kernel")
class OldKernelTest {
  /// All that the programs use where it is there.
  private static final Feature[] NEW = {
    Feature.TASK_STORAGE,
    Feature.SYSCALL_PROGRAM,
    Feature.INSTRUCTIONS_V4,
    Feature.FETCHING_ATOMICS,
    Feature.MAY_GOTO,
    Feature.RDONLY_CAST,
    Feature.CURRENT_TASK_BTF,
    Feature.TASK_PT_REGS,
    Feature.KERNEL_VARIABLES
  };

  private static LiveProbes open(ProbeConfig config) {
    Kernel kernel = Kernel.running();
    return new LiveProbes(
        KernelProbes.open(kernel, KernelFeatures.of(kernel).without(NEW), config, _ -> {}));
  }

  private static ProbeConfig config() {
    return ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable());
  }

  private static ProbeConfig accountOnly(int slots) {
    return config().withSlots(slots).withThresholds(Map.of());
  }

  @Test
  void shouldAttachEveryProbeAndSayWhatIsDoneInstead() {
    try (var live = open(config())) {
      assertThat(live.probes.backends()).hasSize(7);
      assertThat(live.probes.backends().values()).allMatch(Backend::available);
      assertThat(live.probes.backends().get(ProbeSet.ACCOUNT).reason())
          .contains("bpf_task_pt_regs", "claim their slots in a hash map", "bpf_get_current_task");
    }
  }

  @Test
  void shouldTellSystemCallsApart() throws Exception {
    try (var live = open(accountOnly(1024));
        var selector = Selector.open()) {
      Work polled = live.measure(() -> selector.select(50));
      assertThat(polled.in(State.POLL)).as("%s", polled).isGreaterThan(45_000_000);
      Work parked =
          live.measure(
              () -> {
                LockSupport.parkNanos(50_000_000);
                return null;
              });
      assertThat(parked.in(State.OTHER)).as("%s", parked).isGreaterThan(45_000_000);
    }
  }

  /// Where there is a helper that tells, it tells the same.
  @Test
  void shouldFindOutWhoItIsByASystemCall() {
    Kernel kernel = Kernel.running();
    KernelFeatures features = KernelFeatures.of(kernel);
    Inquiry.Findings old = findings(kernel, features.without(NEW));
    assertThat(old.registers()).isInstanceOf(StackRegisters.class);
    assertThat(((StackRegisters) old.registers()).distance()).isBetween(4_096L, 65_536L);
    assertThat(old.process()).isEqualTo(findings(kernel, features).process());
  }

  private static Inquiry.Findings findings(Kernel kernel, KernelFeatures features) {
    var types = new BtfKernelTypes(features.types().orElseThrow());
    var compiler = new ProgramCompiler(types, features.target());
    return new Inquiry(kernel, features, compiler).make(config());
  }

  /// Of two that took the same slot the first would not be found any more.
  @Test
  void shouldGiveNoSlotToTwoThreads() throws Exception {
    try (var live = open(accountOnly(64))) {
      for (int round = 0; round < 50; round++) {
        var done = new CountDownLatch(1);
        var started = new CountDownLatch(24);
        List<Thread> creators = Stream.generate(() -> creator(started, done)).limit(4).toList();
        started.await();
        Set<Integer> owners = new HashSet<>();
        live.probes.drain(
            new IgnoredRecordsForTest() {
              @Override
              public void onThreadStarted(ThreadStarted record) {
                if (record.result() == 1) {
                  owners.add((int) record.tid());
                }
              }

              @Override
              public void onThreadEnded(ThreadEnded record) {
                owners.remove((int) record.tid());
              }
            });
        assertThat(owners)
            .isNotEmpty()
            .allSatisfy(tid -> assertThat(live.probes.slots().find(tid)).isNotNull());
        done.countDown();
        for (Thread creator : creators) {
          creator.join();
        }
      }
    }
  }

  /// A thread that starts six others, and waits for them to end.
  private static Thread creator(CountDownLatch started, CountDownLatch done) {
    return Thread.ofPlatform()
        .start(
            () -> {
              List<Thread> threads =
                  Stream.generate(() -> Thread.ofPlatform().start(() -> waiter(started, done)))
                      .limit(6)
                      .toList();
              threads.forEach(OldKernelTest::join);
            });
  }

  private static void waiter(CountDownLatch started, CountDownLatch done) {
    started.countDown();
    await(done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
