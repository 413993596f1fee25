package dev.jebpf.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.map.Views;
import dev.jebpf.probes.Slot;
import dev.jebpf.probes.State;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlotReaderTest {
  private static final long OWNER = 77;

  private final Slot slot = Views.allocate(Slot.class);
  private final SlotReader reader = new SlotReader(() -> 1_000);

  @Test
  void shouldReadWhatIsBooked() {
    own();
    slot.state(State.PARK.word(), 300);

    SlotReader.Reading reading = reader.read(slot, OWNER);

    assertThat(reading.wallNanos()).isEqualTo(900);
    assertThat(reading.words()[State.PARK.word()]).isEqualTo(300);
    assertThat(sum(reading.words())).isEqualTo(300);
  }

  @Test
  void shouldAddTheSleepGoingOn() {
    own();
    slot.reason(State.LOCK.word());
    slot.outSince(400);

    assertThat(reader.read(slot, OWNER).words()[State.LOCK.word()]).isEqualTo(600);
  }

  @Test
  void shouldSplitTheSleepGoingOnWhereTheThreadWasWoken() {
    own();
    slot.reason(State.LOCK.word());
    slot.outSince(400);
    slot.wokenAt(950);

    long[] words = reader.read(slot, OWNER).words();

    assertThat(words[State.LOCK.word()]).isEqualTo(550);
    assertThat(words[State.RUNQUEUE_WOKEN.word()]).isEqualTo(50);
  }

  @Test
  void shouldReadNothingOfAnotherThread() {
    own();

    assertThat(reader.read(slot, OWNER + 1)).isNull();
  }

  /// A writer books, as the kernel does, pairs of equal amounts; no reader may see half of one.
  @Test
  void shouldNeverSeeHalfOfABooking() throws Exception {
    own();
    var running = new boolean[] {true};
    Thread kernel = Thread.ofPlatform().daemon().start(() -> book(running));
    long seen = 0;
    while (seen < 200_000) {
      long[] words = reader.read(slot, OWNER).words();
      assertThat(words[State.DISK.word()]).isEqualTo(words[State.NETWORK.word()]);
      seen++;
    }
    VarHandle.fullFence();
    running[0] = false;
    kernel.join();
    assertThat(slot.version()).isPositive();
  }

  private void book(boolean[] running) {
    while (running[0]) {
      long version = slot.version();
      slot.version(version + 1);
      VarHandle.storeStoreFence();
      slot.state(State.DISK.word(), version);
      slot.state(State.NETWORK.word(), version);
      VarHandle.storeStoreFence();
      slot.version(version + 2);
      VarHandle.fullFence();
      for (int i = 0; i < 50; i++) {
        Thread.onSpinWait();
      }
    }
  }

  private void own() {
    slot.tid(OWNER);
    slot.started(100);
  }

  private static long sum(long[] words) {
    return Arrays.stream(words).sum();
  }
}
