package dev.jebpf.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.jfr.ThreadDescription;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.map.Maps;
import dev.jebpf.map.Views;
import dev.jebpf.probes.Slot;
import dev.jebpf.probes.State;
import dev.jebpf.probes.ThreadEnded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// On this JVM's real threads, with slots in memory of our own.
class ThreadRegistryTest {
  private static final VarHandle EETOP = eetop();

  private final MappedArray<Slot> slots = Maps.inMemory().mappedArray("slots", Slot.class, 1024);
  private final long attachedAt = System.nanoTime();
  private final ThreadRegistry registry =
      ThreadRegistry.ofSelf(slots, new TestThreads(), Kernel.running(), layout(), attachedAt);

  @Test
  void shouldKnowJavaThreadsByTheirNames() throws Exception {
    registry.refresh();

    KnownThread self = registry.byOsId(Tasks.currentThread(Kernel.running()));

    assertThat(self.name()).isEqualTo(Thread.currentThread().getName());
    assertThat(self.thread()).isSameAs(Thread.currentThread());
    assertThat(self.kind()).isEqualTo(ThreadKind.JAVA);
    assertThat(registry.byJavaId(self.javaThreadId())).isEqualTo(self);
  }

  @Test
  void shouldTellTheKindsOfTheJvmsOwnThreads() throws Exception {
    registry.refresh();
    registry.classifySleepers();

    assertThat(registry.readings())
        .extracting(reading -> reading.description().kind())
        .contains("java", "compiler", "vm");
  }

  @Test
  void shouldBookAThreadThatSleptAllTheTime() throws Exception {
    var done = new CountDownLatch(1);
    Thread parked =
        Thread.ofPlatform()
            .name("parked-since-attach")
            .daemon()
            .start(
                () -> {
                  while (done.getCount() > 0) {
                    LockSupport.park();
                  }
                });
    while (parked.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    registry.refresh();
    registry.classifySleepers();

    ThreadReading reading = reading("parked-since-attach");

    assertThat(reading.wallNanos()).isPositive();
    assertThat(reading.words()[State.PARK.word()]).isEqualTo(reading.wallNanos());
    done.countDown();
    LockSupport.unpark(parked);
    parked.join();
  }

  @Test
  void shouldReadTheSlotOfALiveThread() throws Exception {
    long tid = Tasks.currentThread(Kernel.running());
    Slot slot = slots.at((int) tid & slots.length() - 1);
    slot.started(attachedAt);
    slot.state(State.SLEEP.word(), 10);
    slot.tid(tid);
    registry.refresh();

    ThreadReading reading = reading(Thread.currentThread().getName());

    assertThat(reading.words()[State.SLEEP.word()]).isEqualTo(10);
    assertThat(reading.description().osThreadId()).isEqualTo(tid);
  }

  @Test
  void shouldNameAThreadThatEndedBeforeItsRecordWasRead() throws Exception {
    var done = new CountDownLatch(1);
    var id = new long[1];
    var started = new CountDownLatch(1);
    Thread brief =
        new Thread(
            () -> {
              id[0] = Tasks.currentThread(Kernel.running());
              started.countDown();
              awaitQuietly(done);
            },
            "brief");
    brief.start();
    started.await();
    registry.refresh();
    done.countDown();
    brief.join();
    registry.refresh();

    ThreadEnded record = record(id[0]);
    ThreadReading reading = registry.ended(record, registry.identify(record, "brief"));

    ThreadDescription who = reading.description();
    assertThat(who.name()).isEqualTo("brief");
    assertThat(who.ended()).isTrue();
    assertThat(who.javaThreadId()).isEqualTo(brief.threadId());
    assertThat(reading.wallNanos()).isEqualTo(1_000);
    assertThat(reading.words()[State.VM.word()]).isEqualTo(600);
    assertThat(registry.byOsId(id[0]).name()).isEqualTo("brief");
    assertThat(registry.byOsId(id[0]).thread()).isNull();
    registry.started(id[0]);
    assertThat(registry.byOsId(id[0])).isNull();
  }

  private ThreadReading reading(String name) {
    return registry.readings().stream()
        .filter(reading -> reading.description().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ThreadEnded record(long tid) {
    ThreadEnded ended = Views.allocate(ThreadEnded.class);
    ended.tid(tid);
    ended.duration(1_000);
    ended.version(6);
    ended.state(State.VM.word(), 600);
    return ended;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static dev.jebpf.hotspot.vm.ThreadLayout layout() {
    return HotSpotVm.bind(Kernel.running(), new TestThreads()::nativeThread).layout();
  }

  private static VarHandle eetop() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "eetop", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Thread.eetop", e);
    }
  }

  private static final class TestThreads implements LiveThreads {
    @Override
    public Thread[] all() {
      return Thread.getAllStackTraces().keySet().toArray(Thread[]::new);
    }

    @Override
    public long nativeThread(Thread thread) {
      return (long) EETOP.getVolatile(thread);
    }
  }
}
