package dev.jebpf.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

class EventClockTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void shouldBeExactAsSoonAsTheFirstRecordingHasStarted() {
    try (var clock = EventClock.start();
        var recording = new Recording()) {
      assertThat(clock.exact()).isFalse();
      assertThat(clock.settling()).isFalse();

      recording.start();

      assertThat(clock.exact()).isTrue();
      assertThat(clock.settling()).isFalse();
    }
  }

  @Test
  void shouldBeExactAtOnceWhileSomethingIsRecorded() {
    try (var recording = new Recording()) {
      recording.start();
      try (var clock = EventClock.start()) {
        assertThat(clock.exact()).isTrue();
      }
    }
  }

  /// What nobody told of the recording, such as the reader of records that is faster than whoever
  /// starts it, makes the clock exact by itself.
  @Test
  void shouldSettleWhenAskedTo() {
    EventClock clock = EventClock.start();
    clock.close();
    try (var recording = new Recording()) {
      recording.start();
      assertThat(clock.settling()).isTrue();

      clock.settle();

      assertThat(clock.exact()).isTrue();
      assertThat(clock.settling()).isFalse();
    }
  }

  @Test
  void shouldStayInexactWhereTheClockMayNotBeRead() {
    try (var recording = new Recording();
        var clock = EventClock.start()) {
      recording.disable("jebpf.ClockReading");
      recording.start();
      clock.settle();

      assertThat(clock.exact()).isFalse();
      assertThat(clock.settling()).isFalse();
    }
  }

  @Test
  void shouldConvertAlikeBeforeAndAfterItWasCalibratedAnew() throws Exception {
    try (var recording = new Recording();
        var clock = EventClock.start()) {
      recording.start();
      long now = System.nanoTime();
      long ticks = clock.ticksAt(now - SECOND);
      Thread.sleep(100);
      clock.calibrate();

      long drift = clock.ticksAt(now - SECOND) - ticks;

      assertThat(Math.abs(drift)).isLessThan(clock.ticksOf(SECOND) / 1_000);
    }
  }
}
