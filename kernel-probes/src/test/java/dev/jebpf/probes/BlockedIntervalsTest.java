package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockedIntervalsTest {
  private static final int INTERRUPTIBLE = 1;
  private static final int NANOSLEEP = 35;
  private static final long NO_RESULT_YET = -38;
  private static final long THRESHOLD = 1_000;
  private static final long VARIABLE = 0x100;
  private static final long THREAD = 0x20_0000;
  private static final long VTABLE = 0x5555;
  private static final int ANCHOR_SP = 1152;
  private static final int ANCHOR_FP = 1168;
  private static final int ANCHOR_PC = 1160;
  private static final int STACK_BASE = 1048;
  private static final long SP = 0x7000_0000;

  private static final HotSpotOffsets HOTSPOT =
      new HotSpotOffsets(true, 1, 8, VTABLE, 8, 16, 24, 32, 4096, -1, 0, 1, 2, 3, 4);

  private final Rig rig =
      new Rig(
          ProbeConfig.of(Rig.TGID, HOTSPOT)
              .withSlots(16)
              .withBlocked(
                  BlockedConfig.of(
                      THRESHOLD,
                      new StackOffsets(true, ANCHOR_SP, ANCHOR_FP, ANCHOR_PC, STACK_BASE),
                      BlockerOffsets.unavailable())));
  private final TaskStruct task = rig.task(101);

  @Test
  void shouldRecordWhatBlockedInACallWhenTheCallReturns() {
    sleep(NO_RESULT_YET, 2_000, 30);
    assertThat(rig.blocked()).isEmpty();

    rig.returned(task);

    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record.tid()).isEqualTo(101);
    assertThat(record.duration()).isEqualTo(2_030);
    assertThat(record.asleep()).isEqualTo(2_000);
    assertThat(record.state()).isEqualTo(State.SLEEP.word());
    assertThat(record.copied()).isEqualTo(StackCopied.NO_JAVA_THREAD.number());
    assertThat(rig.totals(RecordKind.THREAD_BLOCKED).count()).isEqualTo(1);
    rig.returned(task);
    assertThat(rig.blocked()).isEmpty();
  }

  @Test
  void shouldLeaveOutWhatIsShorterThanTheThreshold() {
    sleep(NO_RESULT_YET, 900, 99);
    rig.returned(task);
    assertThat(rig.blocked()).isEmpty();
  }

  @Test
  void shouldRecordAtOnceWhatComesAfterTheReturn() {
    sleep(0, 2_000, 0);
    assertThat(rig.blocked())
        .singleElement()
        .extracting(BlockedRecord::copied)
        .isEqualTo(StackCopied.NO_CALL.number());
    rig.returned(task);
    assertThat(rig.blocked()).isEmpty();
  }

  @Test
  void shouldRecordAPreemptionAtOnce() {
    rig.preempt(task, INTERRUPTIBLE);
    rig.pass(5_000);
    rig.in(task);
    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record.state()).isEqualTo(State.RUNQUEUE_PREEMPTED.word());
    assertThat(record.duration()).isEqualTo(5_000);
    assertThat(record.asleep()).isZero();
  }

  @Test
  void shouldRecordEverySleepOfOneCall() {
    sleep(NO_RESULT_YET, 2_000, 0);
    sleep(NO_RESULT_YET, 3_000, 0);
    rig.returned(task);
    assertThat(rig.blocked())
        .extracting(BlockedRecord::copied, BlockedRecord::duration)
        .containsExactly(
            tuple(StackCopied.SLEPT_AGAIN.number(), 2_000L),
            tuple(StackCopied.NO_JAVA_THREAD.number(), 3_000L));
  }

  @Test
  void shouldRecordAPreemptionInACallBesideTheSleepInIt() {
    sleep(NO_RESULT_YET, 2_000, 0);
    rig.preempt(task, 0);
    rig.pass(4_000);
    rig.in(task);
    rig.returned(task);
    assertThat(rig.blocked())
        .extracting(BlockedRecord::state, BlockedRecord::duration)
        .containsExactly(
            tuple(State.RUNQUEUE_PREEMPTED.word(), 4_000L), tuple(State.SLEEP.word(), 2_000L));
  }

  @Test
  void shouldCopyTheStackFromTheAnchorOn() {
    javaThread(SP + 5_000);
    sleep(NO_RESULT_YET, 2_000, 0);
    rig.returned(task);

    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record).isInstanceOf(BlockedRecord.Middle.class);
    assertThat(record.copied()).isEqualTo(StackCopied.COPIED.number());
    assertThat(record.sp()).isEqualTo(SP);
    assertThat(record.fp()).isEqualTo(7);
    assertThat(record.pc()).isEqualTo(9);
    assertThat(record.stackStart()).isEqualTo(SP - 8);
    assertThat(record.stackBytes()).isEqualTo(5_008);
    assertThat(record.stackMissing()).isZero();
  }

  @Test
  void shouldCopyTheNativeFramesWithTheRegistersOfTheCall() {
    javaThread(SP + 5_000);
    sleep(NO_RESULT_YET, 2_000, 0);
    rig.machine.structs.set(
        registers(),
        "stackPointer",
        SP - 0x100,
        "instructionPointer",
        0x4242L,
        "rbp",
        3L,
        "r15",
        4L);
    rig.returned(task);

    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record.sp()).isEqualTo(SP);
    assertThat(record.stackStart()).isEqualTo(SP - 0x100);
    assertThat(record.stackBytes()).isEqualTo(5_000 + 0x100);
    assertThat(record.userSp()).isEqualTo(SP - 0x100);
    assertThat(record.userPc()).isEqualTo(0x4242);
    assertThat(record.rbp()).isEqualTo(3);
    assertThat(record.r15()).isEqualTo(4);
  }

  @Test
  void shouldCopyTheStackOfJavaAloneWhenTheCallWasOnAnother() {
    javaThread(SP + 5_000);
    for (long sp : new long[] {SP + 0x100, SP - 0x10_0000}) {
      sleep(NO_RESULT_YET, 2_000, 0);
      rig.machine.structs.set(registers(), "stackPointer", sp, "instructionPointer", 0x4242L);
      rig.returned(task);
    }
    assertThat(rig.blocked())
        .extracting(BlockedRecord::stackStart, BlockedRecord::userPc)
        .containsExactly(tuple(SP - 8, 0L), tuple(SP - 8, 0L));
  }

  private PtRegs registers() {
    return rig.machine.registers.get(rig.machine.address(task));
  }

  @Test
  void shouldTellHowMuchOfADeepStackIsMissing() {
    javaThread(SP + 1_000_000);
    sleep(NO_RESULT_YET, 2_000, 0);
    rig.returned(task);

    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record).isInstanceOf(BlockedRecord.Huge.class);
    assertThat(record.stackBytes()).isEqualTo(BlockedRecord.Huge.BYTES - 8);
    assertThat(record.stackBytes() + record.stackMissing()).isEqualTo(1_000_008);
  }

  @Test
  void shouldRecordWithoutItsStackWhatThereIsNoRoomToRecordWithIt() {
    javaThread(SP + 1_000_000);
    int stacks = BlockedConfig.DEFAULT_RING_BYTES / BlockedRecord.Huge.SIZE;
    for (int i = 0; i <= stacks; i++) {
      sleep(NO_RESULT_YET, 2_000, 0);
      rig.returned(task);
    }

    List<BlockedRecord> records = rig.blocked();
    assertThat(records).hasSize(stacks + 1);
    assertThat(records.subList(0, stacks))
        .extracting(BlockedRecord::copied)
        .containsOnly(StackCopied.COPIED.number());
    assertThat(records.getLast().copied()).isEqualTo(StackCopied.NO_ROOM.number());
    assertThat(records.getLast().stackBytes()).isZero();
    assertThat(records.getLast().duration()).isEqualTo(2_000);
    assertThat(rig.totals(RecordKind.THREAD_BLOCKED).dropped()).isZero();
  }

  /// Java code may have made the system call through functions that note no anchor.
  @Test
  void shouldCopyAllThatIsOnTheStackWhereThereIsNoAnchor() {
    javaThread(SP + 5_000);
    rig.machine.userMemory.put(THREAD + ANCHOR_SP, 0L);
    sleep(NO_RESULT_YET, 2_000, 0);
    rig.machine.structs.set(
        registers(), "stackPointer", SP - 0x10_0000, "instructionPointer", 0x4242L);
    rig.returned(task);

    BlockedRecord record = rig.blocked().getFirst();
    assertThat(record.copied()).isEqualTo(StackCopied.COPIED.number());
    assertThat(record.sp()).isZero();
    assertThat(record.stackStart()).isEqualTo(SP - 0x10_0000);
    assertThat(record.userPc()).isEqualTo(0x4242);
  }

  @Test
  void shouldCopyTheNativeFramesOfAWakerOnlyWhereThereIsNoAnchor() {
    javaThread(SP + 5_000);
    TaskStruct sleeper = rig.task(102);
    for (long anchor : new long[] {SP, 0}) {
      rig.machine.userMemory.put(THREAD + ANCHOR_SP, anchor);
      calls(task, NO_RESULT_YET);
      wokenBy(task, sleeper, 2_000);
      rig.machine.structs.set(
          registers(), "stackPointer", SP - 0x100, "instructionPointer", 0x4242L);
      rig.returned(task);
    }
    assertThat(rig.blocked())
        .filteredOn(record -> record.kind() == BlockedRecord.WOKE)
        .extracting(BlockedRecord::sp, BlockedRecord::stackStart, BlockedRecord::userPc)
        .containsExactly(tuple(SP, SP - 8, 0L), tuple(0L, SP - 0x100, 0x4242L));
  }

  @Test
  void shouldRecordTheWakerWhenItsOwnCallReturns() {
    TaskStruct waker = rig.task(102);
    rig.out(waker, INTERRUPTIBLE);
    rig.in(waker);
    calls(waker, NO_RESULT_YET);
    wokenBy(waker, 2_000);
    rig.returned(waker);
    rig.returned(task);

    List<BlockedRecord> records = rig.blocked();
    assertThat(records)
        .extracting(BlockedRecord::kind, BlockedRecord::tid)
        .containsExactly(tuple(BlockedRecord.WOKE, 102L), tuple(BlockedRecord.BLOCKED, 101L));
    assertThat(records.getLast().waker()).isEqualTo(102);
    assertThat(records.getLast().wokenBy()).isEqualTo(records.getFirst().start());
    rig.returned(waker);
    assertThat(rig.blocked()).isEmpty();
  }

  @Test
  void shouldLeaveOutAWakerOfWhatIsShorterThanTheThreshold() {
    TaskStruct waker = rig.task(102);
    rig.out(waker, INTERRUPTIBLE);
    rig.in(waker);
    calls(waker, NO_RESULT_YET);
    wokenBy(waker, 900);
    rig.returned(waker);
    assertThat(rig.blocked()).isEmpty();
  }

  @Test
  void shouldNotRecordAWakerThatIsInNoCall() {
    TaskStruct waker = rig.task(102);
    rig.out(waker, INTERRUPTIBLE);
    rig.in(waker);
    calls(waker, 0);
    wokenBy(waker, 2_000);
    rig.returned(waker);
    rig.returned(task);
    assertThat(rig.blocked()).singleElement().extracting(BlockedRecord::wokenBy).isEqualTo(0L);
  }

  private void wokenBy(TaskStruct waker, long asleep) {
    wokenBy(waker, task, asleep);
  }

  private void wokenBy(TaskStruct waker, TaskStruct sleeper, long asleep) {
    calls(sleeper, NO_RESULT_YET);
    rig.out(sleeper, INTERRUPTIBLE);
    rig.pass(asleep);
    rig.machine.current = waker;
    rig.wake(sleeper);
    rig.in(sleeper);
  }

  private void calls(TaskStruct caller, long result) {
    rig.call(caller, NANOSLEEP);
    PtRegs registers = rig.machine.registers.get(rig.machine.address(caller));
    rig.machine.structs.set(registers, "result", result);
  }

  private void javaThread(long base) {
    rig.out(task, 0);
    rig.in(task);
    Slot slot = rig.slot(task);
    slot.tlsAddress(VARIABLE);
    slot.hotSpotThread(THREAD);
    slot.osthread(1);
    rig.machine.userMemory.put(VARIABLE, THREAD);
    rig.machine.userMemory.put(THREAD + ANCHOR_SP, SP);
    rig.machine.userMemory.put(THREAD + ANCHOR_FP, 7L);
    rig.machine.userMemory.put(THREAD + ANCHOR_PC, 9L);
    rig.machine.userMemory.put(THREAD + STACK_BASE, base);
  }

  private void sleep(long result, long asleep, long runnable) {
    calls(task, result);
    rig.out(task, INTERRUPTIBLE);
    rig.pass(asleep);
    rig.wake(task);
    rig.pass(runnable);
    rig.in(task);
  }
}
