package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.lang.MappedArray;
import dev.jebpf.map.Maps;
import dev.jebpf.map.MemoryMaps;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotClaimsTest {
  private static final MemoryMaps MAPS = Maps.inMemory();

  private final MappedArray<Slot> slots = MAPS.mappedArray("slots", Slot.class, 8);

  static Stream<SlotClaims> claims() {
    return Stream.of(
        new AtomicClaims(), new TableClaims(MAPS.hashTable("claims", SlotClaim.class, 8)));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void shouldGiveASlotToOneThreadAtATime(SlotClaims claims) {
    Slot slot = slots.at(3);
    assertThat(claims.take(slot, 3, 101)).isTrue();
    assertThat(slot.tid()).isEqualTo(101);
    assertThat(claims.take(slot, 3, 102)).isFalse();
    assertThat(slot.tid()).isEqualTo(101);
    claims.release(slot);
    assertThat(slot.tid()).isZero();
    assertThat(claims.take(slot, 3, 102)).isTrue();
    assertThat(slot.tid()).isEqualTo(102);
    claims.release(slot);
  }

  /// Between the insertion and the store of the thread's id another thread still sees a free slot.
  @Test
  void shouldRefuseASlotThatIsBeingTaken() {
    var table = MAPS.hashTable("claims", SlotClaim.class, 8);
    var claims = new TableClaims(table);
    assertThat(table.insert(5)).isZero();
    assertThat(slots.at(5).tid()).isZero();
    assertThat(claims.take(slots.at(5), 5, 101)).isFalse();
    assertThat(slots.at(5).tid()).isZero();
  }

  @Test
  void shouldKeepTheSameAccountsWithATable() {
    var table = Maps.inMemory().hashTable("claims", SlotClaim.class, 16);
    var config = ProbeConfig.of(Rig.TGID, HotSpotOffsets.unavailable()).withSlots(16);
    var rig = new Rig(config, ProcessIdentity.initial(Rig.TGID), new TableClaims(table));
    var task = rig.task(101);
    for (int life = 0; life < 3; life++) {
      rig.account.onNewTask(task, 0);
      rig.pass(30);
      rig.in(task);
      assertThat(rig.booked(task, State.RUNQUEUE_WOKEN)).isEqualTo(30);
      assertThat(table.lookup(101 & 15)).isNotNull();
      rig.out(task, 0x80);
      assertThat(rig.hasSlot(task)).isFalse();
      assertThat(table.lookup(101 & 15)).isNull();
    }
  }

  @Test
  void shouldFindRegistersAtTheirPlaceOnTheStack() {
    var machine = new FakeMachine();
    var regs = machine.structs.make(PtRegs.class, "syscall", 7L);
    long stack = machine.address(regs) - 16_216;
    var task = machine.structs.make(TaskStruct.class, "stack", stack);
    assertThat(new StackRegisters(machine, 16_216).of(task).syscall()).isEqualTo(7);
    assertThat(new StackRegisters(machine, 16_208).of(task).syscall()).isZero();
  }
}
