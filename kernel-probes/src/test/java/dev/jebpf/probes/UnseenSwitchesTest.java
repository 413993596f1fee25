package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.kernel.TaskStruct;
import org.junit.jupiter.api.Test;

/// What the account makes of switches and wakings in threads where no program runs.
class UnseenSwitchesTest {
  private static final int INTERRUPTIBLE = 1;
  private static final int DEAD = 0x80;

  private final Rig rig = new Rig();
  private final TaskStruct task = rig.task(101);

  @Test
  void shouldMakeUpForAReturnToTheCpuThatNobodySaw() {
    rig.out(task, 0);
    rig.pass(900);
    rig.arriveUnseen(task);
    rig.pass(40);
    rig.fallAsleep(task);
    assertThat(rig.booked(task, State.RUNQUEUE_PREEMPTED)).isEqualTo(900);
    assertThat(rig.bookedInAll(task)).isEqualTo(900);
    assertThat(rig.slot(task).version()).isEqualTo(2);
    rig.pass(60);
    rig.wake(task);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(60);
  }

  @Test
  void shouldEndASleepAtTheWakingWhenNobodySawTheReturn() {
    rig.fallAsleep(task);
    rig.pass(500);
    rig.wake(task);
    rig.pass(20);
    rig.arriveUnseen(task);
    rig.pass(7);
    rig.out(task, 0);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(500);
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(20);
    assertThat(rig.bookedInAll(task)).isEqualTo(520);
  }

  @Test
  void shouldHaveAThreadAsleepUntilItsCpuWhenNobodySawEither() {
    rig.fallAsleep(task);
    rig.pass(500);
    rig.arriveUnseen(task);
    rig.pass(7);
    rig.out(task, 0);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(500);
    assertThat(rig.bookedInAll(task)).isEqualTo(500);
  }

  @Test
  void shouldEndASleepWithTheSchedulersOwnNoteWhenNobodySawTheWaking() {
    rig.fallAsleep(task);
    rig.pass(300);
    rig.queueUnseen(task);
    rig.pass(25);
    rig.in(task);
    assertThat(rig.booked(task, State.SLEEP)).isEqualTo(300);
    assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(25);
  }

  @Test
  void shouldCloseTheAccountOfAThreadWhoseLastReturnNobodySaw() {
    rig.out(task, 0);
    rig.pass(900);
    rig.arriveUnseen(task);
    rig.pass(40);
    rig.out(task, DEAD);
    var ended =
        rig.records().stream()
            .filter(ThreadEnded.class::isInstance)
            .map(ThreadEnded.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(ended.state(State.RUNQUEUE_PREEMPTED.word())).isEqualTo(900);
  }

  @Test
  void shouldNotBlameTheLastWakerWhenNobodySawTheWaking() {
    TaskStruct waker = rig.task(102);
    rig.fallAsleep(task);
    rig.machine.current = waker;
    rig.wake(task);
    rig.in(task);
    assertThat(rig.slot(task).waker()).isEqualTo(102);
    rig.out(task, INTERRUPTIBLE);
    rig.queueUnseen(task);
    rig.in(task);
    assertThat(rig.slot(task).waker()).isZero();
  }

  @Test
  void shouldTellWhatAThreadSleptSinceTheAttachWhenNobodySawItsReturn() {
    rig.pass(400);
    long slept = rig.machine.now - Rig.ATTACHED;
    rig.arriveUnseen(task);
    rig.pass(30);
    rig.out(task, 0);
    assertThat(rig.slot(task).started()).isEqualTo(Rig.ATTACHED);
    assertThat(rig.slot(task).attachGap()).isEqualTo(slept);
  }
}
