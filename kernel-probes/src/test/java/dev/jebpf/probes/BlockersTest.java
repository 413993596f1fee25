package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.map.Views;
import org.junit.jupiter.api.Test;

class BlockersTest {
  private static final long THREAD = 0x1_0000;
  private static final long MONITOR = 0x2_0000;
  private static final long HANDLE = 0x3_0000;
  private static final long OBJECT = 0x8_0000;
  private static final long KLASS = 0x7_0008;
  private static final long OTHER_KLASS = 0x7_0020;
  private static final long OWNABLE = 0x7_0100;
  private static final long BLOCKER = 0x8_0100;
  private static final long OWNER = 0x8_0200;
  private static final long COLLECTING = 0x9_0000;
  private static final long COLLECTIONS = 0x9_0008;
  private static final long BAD_MASK = 0xA_0000;
  private static final long SHIFT = 0xA_0008;
  private static final int PENDING = 0x10;
  private static final int WAITING = 0x20;
  private static final int MONITOR_OBJECT = 8;
  private static final int MONITOR_OWNER = 64;
  private static final int CURRENT = 0x30;
  private static final int PARK_BLOCKER = 40;
  private static final int THREAD_ID = 48;
  private static final int EXCLUSIVE_OWNER = 12;
  private static final int SUPER = 56;
  private static final int KLASS_OFFSET = 8;

  /// Narrow references and classes: the address less a base, in words.
  private static final HeapOffsets NARROW =
      new HeapOffsets(
          true,
          false,
          0,
          0,
          COLLECTING,
          COLLECTIONS,
          true,
          0x8_0000 - 0x100,
          3,
          HeapOffsets.NARROW,
          KLASS_OFFSET,
          0x7_0000,
          3,
          42);

  private static final HeapOffsets COLOURED =
      new HeapOffsets(
          true,
          true,
          BAD_MASK,
          SHIFT,
          0,
          0,
          false,
          0,
          0,
          HeapOffsets.POINTER,
          KLASS_OFFSET,
          0,
          0,
          42);

  private final FakeMachine machine = new FakeMachine();
  private final Slot slot = Views.allocate(Slot.class);

  BlockersTest() {
    slot.hotSpotThread(THREAD);
    machine.userMemory.put(COLLECTIONS, 17L);
    machine.userMemory.put(THREAD + CURRENT, HANDLE);
    machine.userMemory.put(KLASS + SUPER, OWNABLE);
  }

  @Test
  void shouldTellTheClassOfTheMonitorsObject() {
    contended(7);
    Blockers blockers = blockers(NARROW);

    blockers.left(slot, Words.LOCK);
    read(blockers, Words.LOCK);

    assertThat(slot.owner()).isEqualTo(7);
    assertThat(slot.blocker()).isEqualTo(MONITOR);
    assertThat(slot.blockerKlass()).isEqualTo(KLASS);
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.KNOWN.number());
  }

  @Test
  void shouldSayThatTheJvmItselfDoesNotKnowTheOwner() {
    contended(1);
    blockers(NARROW).left(slot, Words.LOCK);
    assertThat(slot.owner()).isEqualTo(BlockerOwner.ANONYMOUS);
  }

  @Test
  void shouldTellWhatIsWaitedFor() {
    contended(0);
    machine.userMemory.put(THREAD + PENDING, 0L);
    machine.userMemory.put(THREAD + WAITING, MONITOR);

    read(blockers(NARROW), Words.WAIT);

    assertThat(slot.blocker()).isEqualTo(MONITOR);
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.KNOWN.number());
  }

  @Test
  void shouldRefuseWhatACollectionMayHaveMoved() {
    contended(7);
    machine.userMemory.put(COLLECTING, 1L);

    read(blockers(NARROW), Words.LOCK);

    assertThat(slot.blockerKlass()).isZero();
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.MOVING.number());
  }

  @Test
  void shouldTellWhoHasTheLockThatAThreadParksFor() {
    parked(narrow(BLOCKER));
    machine.userMemory.put(BLOCKER + KLASS_OFFSET, (KLASS - 0x7_0000) >> 3);
    machine.userMemory.put(BLOCKER + EXCLUSIVE_OWNER, narrow(OWNER));
    machine.userMemory.put(OWNER + THREAD_ID, 42L);
    Blockers blockers = blockers(NARROW);

    blockers.left(slot, Words.PARK);
    read(blockers, Words.PARK);

    assertThat(slot.owner()).isEqualTo(42);
    assertThat(slot.blocker()).isEqualTo(BLOCKER);
    assertThat(slot.blockerKlass()).isEqualTo(KLASS);
  }

  @Test
  void shouldLookForAnOwnerOnlyWhereThereIsOne() {
    parked(narrow(BLOCKER));
    machine.userMemory.put(BLOCKER + KLASS_OFFSET, (OTHER_KLASS - 0x7_0000) >> 3);
    machine.userMemory.put(BLOCKER + EXCLUSIVE_OWNER, narrow(OWNER));
    machine.userMemory.put(OWNER + THREAD_ID, 42L);

    blockers(NARROW).left(slot, Words.PARK);

    assertThat(slot.owner()).isEqualTo(BlockerOwner.NOBODY);
  }

  @Test
  void shouldTellThatThereIsNoBlocker() {
    parked(0);
    Blockers blockers = blockers(NARROW);

    blockers.left(slot, Words.PARK);
    read(blockers, Words.PARK);

    assertThat(slot.owner()).isEqualTo(BlockerOwner.NOBODY);
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.NONE.number());
  }

  @Test
  void shouldFollowAGoodColouredReferenceOnly() {
    contended(7);
    machine.userMemory.put(BAD_MASK, 0xF0L);
    machine.userMemory.put(SHIFT, 8L);
    machine.userMemory.put(OBJECT + KLASS_OFFSET, KLASS);
    machine.userMemory.put(HANDLE, OBJECT << 8 | 0x0F);
    Blockers blockers = blockers(COLOURED);
    read(blockers, Words.LOCK);
    assertThat(slot.blockerKlass()).isEqualTo(KLASS);

    machine.userMemory.put(HANDLE, OBJECT << 8 | 0x1F);
    read(blockers, Words.LOCK);
    assertThat(slot.blockerKlass()).isZero();
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.MOVING.number());
  }

  @Test
  void shouldTellTheMonitorWhereObjectsAreNotUnderstood() {
    contended(7);
    read(blockers(HeapOffsets.unavailable()), Words.LOCK);
    assertThat(slot.blocker()).isEqualTo(MONITOR);
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.NO_CLASS.number());
  }

  @Test
  void shouldTellNoBlockerOfWhatIsNotBlockedByAnObject() {
    contended(7);
    read(blockers(NARROW), Words.NETWORK);
    assertThat(slot.blocker()).isZero();
    assertThat(slot.blockerRead()).isEqualTo(BlockerRead.NONE.number());
  }

  private void contended(long owner) {
    machine.userMemory.put(THREAD + PENDING, MONITOR);
    machine.userMemory.put(MONITOR + MONITOR_OBJECT, HANDLE);
    machine.userMemory.put(MONITOR + MONITOR_OWNER, owner);
    machine.userMemory.put(HANDLE, OBJECT);
    machine.userMemory.put(OBJECT + KLASS_OFFSET, (KLASS - 0x7_0000) >> 3);
  }

  private void parked(long blocker) {
    machine.userMemory.put(HANDLE, OBJECT);
    machine.userMemory.put(OBJECT + PARK_BLOCKER, blocker);
  }

  private static long narrow(long address) {
    return (address - NARROW.oopBase()) >> 3;
  }

  private void read(Blockers blockers, int state) {
    slot.blockedCause(state);
    blockers.identify(slot, THREAD);
  }

  private Blockers blockers(HeapOffsets heap) {
    return new Blockers(
        machine,
        new BlockerOffsets(
            true,
            PENDING,
            WAITING,
            MONITOR_OBJECT,
            MONITOR_OWNER,
            CURRENT,
            PARK_BLOCKER,
            THREAD_ID,
            EXCLUSIVE_OWNER,
            OWNABLE,
            SUPER,
            heap));
  }
}
