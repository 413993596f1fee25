package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.kernel.TaskStruct;
import org.junit.jupiter.api.Test;

class SleepReasonsTest {
  private static final int UNINTERRUPTIBLE = 2;
  private static final int READ = 0;
  private static final int POLL = 7;
  private static final int OPENAT = 257;
  private static final int FUTEX = 202;
  private static final int CLOSE = 3;

  private static final HotSpotOffsets OFFSETS =
      new HotSpotOffsets(
          true, 3, 0x40, 0x7000, 0x10, 0x20, 0x30, 0x38, 0x800, 0x50, 0x100, 3, 4, 5, 4);
  private static final HotSpotOffsets OFFSETS_WITHOUT_SLEEP_EVENT =
      new HotSpotOffsets(true, 3, 0x40, 0x7000, 0x10, 0x20, 0x30, 0x38, 0x800, -1, 0, 3, 4, 5, 4);
  private static final long THREAD = 0x10_0000;
  private static final long OSTHREAD = 0x20_0000;
  private static final long SLEEP_EVENT = 0x30_0000;

  private Rig rig = new Rig();

  private State stateOf(long number, long... arguments) {
    TaskStruct task = rig.task(101);
    rig.call(task, number, arguments);
    rig.out(task, UNINTERRUPTIBLE);
    return State.values()[rig.slot(task).reason() + 1];
  }

  @Test
  void shouldTellReadsByWhatTheDescriptorIs() {
    rig.open(3, 0x8000 | 0644);
    rig.open(4, 0xc000 | 0777);
    rig.open(5, 0x1000 | 0600);
    rig.open(6, 0x2000 | 0600);
    rig.open(8, 0x6000 | 0600);
    assertThat(stateOf(READ, 3)).isEqualTo(State.FILE);
    assertThat(stateOf(READ, 4)).isEqualTo(State.NETWORK);
    assertThat(stateOf(READ, 5)).isEqualTo(State.PIPE);
    assertThat(stateOf(READ, 6)).isEqualTo(State.PIPE);
    assertThat(stateOf(READ, 8)).isEqualTo(State.FILE);
    assertThat(stateOf(READ, 7)).isEqualTo(State.PIPE);
    assertThat(stateOf(READ, -1)).isEqualTo(State.PIPE);
    assertThat(stateOf(READ, 1_000)).isEqualTo(State.PIPE);
  }

  @Test
  void shouldTellTheDiskFromTheFile() {
    rig.open(3, 0x8000);
    rig.machine.structs.set(rig.task(101), "ioWait", 1);
    assertThat(stateOf(READ, 3)).isEqualTo(State.DISK);
    assertThat(stateOf(OPENAT, -100)).isEqualTo(State.DISK);
    rig.machine.structs.set(rig.task(101), "ioWait", 0);
    assertThat(stateOf(OPENAT, -100)).isEqualTo(State.FILE);
    assertThat(stateOf(CLOSE, 3)).isEqualTo(State.FILE);
  }

  @Test
  void shouldTakeAPollOfOneDescriptorForAReadOfIt() {
    rig.open(4, 0xc000);
    rig.machine.userMemory.put(0x9000L, 4L);
    assertThat(stateOf(POLL, 0x9000, 1)).isEqualTo(State.NETWORK);
    assertThat(stateOf(POLL, 0x9000, 2)).isEqualTo(State.POLL);
    assertThat(stateOf(POLL, 0, 0)).isEqualTo(State.SLEEP);
  }

  @Test
  void shouldKnowTheFixedClasses() {
    assertThat(stateOf(232)).isEqualTo(State.POLL);
    assertThat(stateOf(42)).isEqualTo(State.NETWORK);
    assertThat(stateOf(35)).isEqualTo(State.SLEEP);
    assertThat(stateOf(9)).isEqualTo(State.VM);
    assertThat(stateOf(23, 0)).isEqualTo(State.SLEEP);
    assertThat(stateOf(23, 5)).isEqualTo(State.POLL);
    assertThat(stateOf(-1)).isEqualTo(State.FAULT);
    assertThat(stateOf(500)).isEqualTo(State.OTHER);
    assertThat(stateOf(100_000)).isEqualTo(State.OTHER);
  }

  @Test
  void shouldTakeTheFreezerForAStop() {
    rig.machine.structs.set(rig.task(101), "frozen", 1);
    assertThat(stateOf(FUTEX)).isEqualTo(State.OTHER);
    rig.out(rig.task(101), 1);
    assertThat(rig.slot(rig.task(101)).reason()).isEqualTo(State.STOPPED.word());
  }

  @Test
  void shouldNotGuessWithoutHotSpot() {
    assertThat(stateOf(FUTEX, 0x1234)).isEqualTo(State.OTHER);
  }

  private void hotSpot(int osthreadState, int javaState, long vtable) {
    hotSpot(OFFSETS, osthreadState, javaState, vtable);
  }

  private void hotSpot(HotSpotOffsets offsets, int osthreadState, int javaState, long vtable) {
    rig = new Rig(ProbeConfig.of(Rig.TGID, offsets).withSlots(16));
    rig.machine.structs.set(rig.task(101), "threadPointer", 0x1000L);
    var memory = rig.machine.userMemory;
    memory.put(0x1008L, 0x2000L);
    memory.put(0x2000L + 3 * 16, 0x3000L);
    memory.put(0x3040L, THREAD);
    memory.put(THREAD, vtable);
    memory.put(THREAD + 0x10, OSTHREAD);
    memory.put(OSTHREAD + 0x20, (long) osthreadState);
    memory.put(THREAD + 0x30, (long) javaState);
    memory.put(THREAD + 0x38, 4711L);
    memory.put(THREAD + 0x50, SLEEP_EVENT);
  }

  /// A compiler thread, say: the kernel's thread runs before the object is complete.
  @Test
  void shouldLookAgainAtAThreadThatIsStillBeingMade() {
    hotSpot(3, 10, 0x7000);
    rig.machine.userMemory.put(THREAD + 0x38, 0L);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.VM);
    rig.machine.userMemory.put(THREAD, 0x7100L);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.VM);
    assertThat(stateOf(FUTEX, THREAD + 0x700)).isEqualTo(State.VM);
  }

  /// From then on its virtual table is not looked at.
  @Test
  void shouldLookAtAThreadOnce() {
    hotSpot(3, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.LOCK);
    rig.machine.userMemory.put(THREAD, 0x7100L);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.LOCK);
  }

  @Test
  void shouldTellFutexSleepsByHotSpotsState() {
    hotSpot(3, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.LOCK);
    assertThat(rig.slot(rig.task(101)).javaThread()).isEqualTo(4711);
    assertThat(rig.slot(rig.task(101)).tlsAddress()).isEqualTo(0x3040);
    hotSpot(5, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x1)).isEqualTo(State.WAIT);
    hotSpot(4, 10, 0x7000);
    assertThat(stateOf(FUTEX, THREAD + 0x700)).isEqualTo(State.PARK);
    hotSpot(4, 10, 0x7000);
    assertThat(stateOf(FUTEX, SLEEP_EVENT + 0x28)).isEqualTo(State.SLEEP);
    hotSpot(4, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x99)).isEqualTo(State.VM);
    hotSpot(2, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x99)).isEqualTo(State.VM);
    hotSpot(2, 4, 0x7000);
    assertThat(stateOf(FUTEX, 0x99)).isEqualTo(State.OTHER);
  }

  @Test
  void shouldTellASleepByItsTimeoutWhereTheEventIsNotKnown() {
    hotSpot(OFFSETS_WITHOUT_SLEEP_EVENT, 4, 10, 0x7000);
    assertThat(stateOf(FUTEX, 0x99, 0, 0, 0)).isEqualTo(State.VM);
    assertThat(stateOf(FUTEX, 0x99, 0, 0, 0x7ff0)).isEqualTo(State.SLEEP);
  }

  @Test
  void shouldBookTheJvmsOwnThreadsUnderVm() {
    hotSpot(4, 0, 0x7770);
    assertThat(stateOf(FUTEX, 0x99)).isEqualTo(State.VM);
  }

  @Test
  void shouldKnowAThreadWithoutHotSpot() {
    hotSpot(4, 0, 0x7000);
    rig.machine.userMemory.put(0x2000L + 3 * 16, -1L);
    assertThat(stateOf(FUTEX, 0x99)).isEqualTo(State.OTHER);
  }
}
