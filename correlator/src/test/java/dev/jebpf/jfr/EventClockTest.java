package dev.jebpf.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

class EventClockTest {
  @Test
  void shouldBecomeExactAsSoonAsSomethingIsRecorded() throws Exception {
    EventClock clock = EventClock.start();
    clock.settle();
    assertThat(clock.exact()).isFalse();
    try (var recording = new Recording()) {
      recording.start();

      clock.settle();

      assertThat(clock.exact()).isTrue();
    }
  }
}
