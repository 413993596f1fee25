package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.kernel.TaskStruct;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulerAccountTest {
  private static final int INTERRUPTIBLE = 1;
  private static final int STOPPED = 4;
  private static final int DEAD = 0x80;
  private static final int NANOSLEEP = 35;
  private static final int RESTART = 219;

  private final Rig rig = new Rig();
  private final TaskStruct task = rig.task(101);

  @Test
  void shouldBookASleepAndTheWaitForACpuAfterIt() {
    rig.fallAsleep(task);
    rig.pass(1_000);
    rig.wake(task);
    rig.pass(30);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(1_000);
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(30);
    assertThat(rig.bookedInAll(task)).isEqualTo(1_030);
    assertThat(rig.slot(task).version()).isEqualTo(2);
    assertThat(rig.slot(task).voluntary()).isEqualTo(1);
  }

  @Test
  void shouldBookAPreemptionAsRunnable() {
    rig.out(task, 0);
    rig.pass(500);
    rig.in(task);
    assertThat(rig.booked(task, State.RUNQUEUE_PREEMPTED)).isEqualTo(500);
    assertThat(rig.slot(task).voluntary()).isZero();
  }

  @Test
  void shouldBookAPreemptionOnTheWayToSleepAsRunnable() {
    rig.preempt(task, INTERRUPTIBLE);
    rig.pass(500);
    rig.wake(task);
    rig.pass(100);
    rig.in(task);
    assertThat(rig.booked(task, State.RUNQUEUE_PREEMPTED)).isEqualTo(600);
    assertThat(rig.bookedInAll(task)).isEqualTo(600);
  }

  @Test
  void shouldStayRunnableWhenASignalCameFirst() {
    rig.machine.structs.set(task, "state", 0);
    rig.account.onSwitch(false, task, rig.task(0, 0), INTERRUPTIBLE);
    rig.pass(40);
    rig.in(task);
    assertThat(rig.booked(task, State.RUNQUEUE_PREEMPTED)).isEqualTo(40);
  }

  @Test
  void shouldTellThrottled() {
    rig.machine.structs.set(task, "throttled", 1);
    rig.out(task, 0);
    rig.pass(700);
    rig.in(task);
    assertThat(rig.booked(task, State.THROTTLED)).isEqualTo(700);
  }

  @Test
  void shouldIgnoreAWakeupOfARunningThread() {
    rig.out(task, 0);
    rig.in(task);
    rig.wake(task);
    rig.fallAsleep(task);
    rig.pass(50);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(50);
  }

  @Test
  void shouldCountTheFirstOfTwoWakeups() {
    rig.fallAsleep(task);
    rig.pass(50);
    rig.wake(task);
    rig.pass(7);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(50);
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(7);
  }

  @Test
  void shouldTakeAThreadForWokenThatWasWokenOnItsWayToSleep() {
    rig.call(task, NANOSLEEP);
    rig.wake(task);
    rig.out(task, INTERRUPTIBLE);
    rig.pass(90);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isZero();
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(90);
  }

  @Test
  void shouldBearAClockThatGoesBack() {
    rig.fallAsleep(task);
    rig.pass(90);
    rig.wake(task);
    rig.pass(-3);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(87);
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isZero();
    rig.out(task, 0);
    rig.pass(-2);
    rig.in(task);
    assertThat(rig.bookedInAll(task)).isEqualTo(87);
  }

  @Test
  void shouldPublishTheWakerWithTheSwitchIn() {
    rig.out(task, INTERRUPTIBLE);
    rig.machine.current = rig.task(500, 501);
    rig.wake(task);
    assertThat(rig.slot(task).waker()).isZero();
    rig.in(task);
    assertThat(rig.slot(task).waker()).isEqualTo(501);
  }

  @Test
  void shouldNotBlameTheThreadAnInterruptHit() {
    rig.out(task, INTERRUPTIBLE);
    rig.machine.current = rig.task(500, 501);
    rig.preemptCount(0x0001_0000);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.slot(task).waker()).isZero();
  }

  @Test
  void shouldBlameAThreadThatOnlyHoldsSoftirqsOff() {
    rig.out(task, INTERRUPTIBLE);
    rig.machine.current = rig.task(500, 501);
    rig.preemptCount(0x0000_0201);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.slot(task).waker()).isEqualTo(501);
  }

  @Test
  void shouldBookAStopAndReturnToTheSleepItInterrupted() {
    rig.fallAsleep(task);
    rig.pass(10);
    rig.wake(task);
    rig.in(task);
    rig.out(task, STOPPED);
    rig.pass(200);
    rig.wake(task);
    rig.in(task);
    rig.call(task, RESTART);
    rig.out(task, INTERRUPTIBLE);
    rig.pass(5);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.booked(task, State.STOPPED)).isEqualTo(200);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(15);
  }

  @Test
  void shouldGiveAThreadThatRanAtTheAttachItsTimeSince() {
    rig.pass(300);
    rig.out(task, 0);
    assertThat(rig.slot(task).started()).isEqualTo(Rig.ATTACHED);
    assertThat(rig.slot(task).attachGap()).isZero();
  }

  @Test
  void shouldTellWhatAThreadAsleepAtTheAttachSleptSince() {
    rig.pass(300);
    rig.in(task);
    assertThat(rig.slot(task).started()).isEqualTo(Rig.ATTACHED);
    assertThat(rig.slot(task).attachGap()).isEqualTo(300);
    assertThat(rig.slot(task).version()).isEqualTo(2);
    assertThat(rig.bookedInAll(task)).isZero();
  }

  @Test
  void shouldBookTheFirstWaitOfANewThread() {
    rig.machine.current = task;
    TaskStruct child = rig.task(102);
    rig.account.onNewTask(child, 0);
    rig.pass(60);
    rig.in(child);
    assertThat(rig.booked(child, State.RUNQUEUE_WOKEN)).isEqualTo(60);
    assertThat(rig.slot(child).started()).isEqualTo(Rig.ATTACHED);
    var record = (ThreadStarted) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.THREAD_STARTED.number());
    assertThat(record.tid()).isEqualTo(102);
    assertThat(record.waker()).isEqualTo(101);
    assertThat(record.result()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAForkedProcess() {
    rig.account.onNewTask(rig.task(900, 900), 0);
    assertThat(rig.records()).isEmpty();
  }

  @Test
  void shouldSendTheWholeAccountAndFreeTheSlotAtTheEnd() {
    rig.fallAsleep(task);
    rig.pass(1_000);
    rig.wake(task);
    rig.in(task);
    rig.pass(234);
    rig.out(task, DEAD);
    var record = (ThreadEnded) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.THREAD_ENDED.number());
    assertThat(record.size()).isEqualTo(ThreadEnded.SIZE);
    assertThat(record.duration()).isEqualTo(1_234);
    assertThat(record.state(State.SLEEP.word())).isEqualTo(1_000);
    assertThat(record.version()).isEqualTo(2);
    assertThat(rig.hasSlot(task)).isFalse();
    assertClean();
  }

  @Test
  void shouldLeaveTheAccountForCollectionWhenTheRingIsFull() {
    Rig tight = new Rig(ProbeConfig.of(Rig.TGID, HotSpotOffsets.unavailable()).withSlots(16));
    while (tight.maps.ring().reserve(FileRecord.class) != null) {
      // fills it
    }
    while (tight.maps.ring().reserve(ThreadStarted.class) != null) {
      // to the brim
    }
    TaskStruct ending = tight.task(101);
    tight.in(ending);
    tight.pass(10);
    tight.out(ending, DEAD);
    Slot slot = tight.maps.slots().at(101 & 15);
    assertThat(slot.tid()).isEqualTo(-101);
    assertThat(slot.outSince()).isEqualTo(Rig.ATTACHED + 10);
    assertThat(tight.maps.totals().lookup(Kinds.THREAD_ENDED).dropped()).isEqualTo(1);
  }

  @Test
  void shouldCountThreadsForWhichThereIsNoSlot() {
    for (int i = 0; i < 10; i++) {
      rig.account.onNewTask(rig.task(1_000 + 16 * i), 0);
    }
    assertThat(rig.maps.losses().lookup(0).slotsExhausted()).isEqualTo(2);
    rig.in(rig.task(1_000 + 16 * 9));
    assertThat(rig.maps.losses().lookup(0).switchesUnaccounted()).isEqualTo(1);
    assertThat((int) rig.records().stream().filter(r -> ((ThreadStarted) r).result() == 0).count())
        .isEqualTo(2);
  }

  @Test
  void shouldFindASlotBehindTheHoleOfAnEndedThread() {
    TaskStruct first = rig.task(1_000);
    TaskStruct second = rig.task(1_016);
    rig.in(first);
    rig.in(second);
    rig.out(first, DEAD);
    rig.out(second, 0);
    rig.pass(5);
    rig.in(second);
    assertThat(rig.booked(second, State.RUNQUEUE_PREEMPTED)).isEqualTo(5);
  }

  @Test
  void shouldLeaveForeignThreadsAlone() {
    TaskStruct foreign = rig.task(900, 901);
    rig.in(foreign);
    rig.out(foreign, INTERRUPTIBLE);
    rig.wake(foreign);
    rig.out(foreign, DEAD);
    assertThat(rig.hasSlot(foreign)).isFalse();
    assertThat(rig.records()).isEmpty();
    assertClean();
  }

  /// Whatever happens, in whatever order: every nanosecond off the CPU is in exactly one word.
  @Test
  void shouldAddUpOverRandomHistories() {
    var random = new Random(11);
    for (int round = 0; round < 300; round++) {
      history(new Rig(), random);
    }
  }

  private static void history(Rig rig, Random random) {
    TaskStruct task = rig.task(101);
    rig.in(task);
    long off = 0;
    for (int i = 0; i < 100; i++) {
      rig.pass(random.nextInt(1_000));
      long left = rig.machine.now;
      rig.call(task, random.nextInt(-1, 460), random.nextInt(5), random.nextInt(3));
      boolean sleeps = random.nextBoolean();
      rig.wake(task);
      if (sleeps) {
        rig.out(task, 1 << random.nextInt(4));
      } else {
        rig.preempt(task, random.nextInt(3));
      }
      rig.pass(random.nextInt(1_000));
      for (int wakeups = random.nextInt(3); wakeups > 0; wakeups--) {
        rig.wake(task);
        rig.pass(random.nextInt(100));
      }
      rig.in(task);
      off += rig.machine.now - left;
      assertThat(rig.bookedInAll(task)).isEqualTo(off);
      assertThat(rig.slot(task).version()).isEqualTo(2L * (i + 2));
    }
  }

  private void assertClean() {
    for (int i = 0; i < rig.maps.slots().length(); i++) {
      Slot slot = rig.maps.slots().at(i);
      assertThat(slot.tid()).isZero();
      assertThat(slot.version() | slot.started() | slot.outSince() | slot.wokenAt()).isZero();
      for (int word = 0; word < State.WORDS; word++) {
        assertThat(slot.state(word)).isZero();
      }
    }
  }
}
