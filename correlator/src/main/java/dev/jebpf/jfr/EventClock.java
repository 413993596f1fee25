package dev.jebpf.jfr;

import dev.jebpf.chunk.ChunkClock;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Label;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// Converts `System.nanoTime()` to the ticks of JFR's clock.
///
/// JFR counts time stamp counter ticks where it can, and these drift against `CLOCK_MONOTONIC` by
/// about one part in a million. [#calibrate] pairs the two clocks; [#keepUpToDate] called
/// several times a second keeps the error below a microsecond. Any thread may convert.
///
/// JFR shows its clock only while it records, so a clock starts inexact where nothing is recorded
/// yet. It becomes exact on the thread that starts the first recording, before
/// [Recording#start] returns there; what is faster asks for [#settle].
public final class EventClock implements AutoCloseable {
  private static final int BURST = 5;

  /// How far apart two pairs must be for a rate to be taken from them.
  private static final long LEAST_BASE_NANOS = 10_000_000;

  private static final long LONGEST_REST_NANOS = 1_000_000_000;

  /// Never committed: its start is read to see JFR's clock. JFR reads it only for an enabled event.
  @jdk.jfr.Name("jebpf.ClockReading")
  @Label("Clock Reading")
  @Description("Reads the clock of JFR; never committed")
  @Category({"jebpf", "Credibility"})
  @StackTrace(false)
  static final class Reading extends Event {
    private static final EventTimes TIMES = EventTimes.of(MethodHandles.lookup(), Reading.class);

    private Reading() {}
  }

  private record Pair(long nanos, long ticks, long uncertainty) {
    boolean valid() {
      return ticks != 0;
    }
  }

  private record Line(long nanos, long ticks, double ticksPerNano) {}

  private final FlightRecorderListener listener =
      new FlightRecorderListener() {
        @Override
        public void recordingStateChanged(Recording recording) {
          if (recording.getState() == RecordingState.RUNNING) {
            settle();
          }
        }
      };

  private volatile Pair first = read();
  private volatile long lastTry = System.nanoTime();
  private volatile @Nullable Line line;

  private EventClock() {}

  /// A clock that is exact from the start if something is recorded, else from the start of the
  /// first recording.
  public static EventClock start() {
    var clock = new EventClock();
    FlightRecorder.addListener(clock.listener);
    clock.settle();
    return clock;
  }

  /// Whether events get times of their own: not if this JDK does not let them, or nothing has been
  /// recorded yet.
  public boolean exact() {
    return line != null;
  }

  /// Whether something is recorded, but since so lately that the clock is not exact yet.
  boolean settling() {
    return line == null && Reading.TIMES.available() && new Reading().isEnabled();
  }

  /// Makes the clock exact if something is recorded and it is not yet, which takes ten
  /// milliseconds. For threads that may wait.
  ///
  /// @return whether it is [#exact]
  public boolean settle() {
    if (settling()) {
      settleOnce();
    }
    return exact();
  }

  private synchronized void settleOnce() {
    calibrate();
    if (line == null && first.valid()) {
      try {
        Thread.sleep(LEAST_BASE_NANOS / 1_000_000 + 1);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      calibrate();
    }
  }

  /// Pairs the clocks anew; the first pair is the first one read while something was recorded.
  public synchronized void calibrate() {
    Pair now = read();
    if (!first.valid()) {
      first = now;
    }
    long base = now.nanos() - first.nanos();
    if (first.valid() && now.valid() && base >= LEAST_BASE_NANOS) {
      line = new Line(now.nanos(), now.ticks(), (double) (now.ticks() - first.ticks()) / base);
    }
  }

  /// Pairs the clocks anew when that is due: every second, and sooner while the rate is known from
  /// a short time only, whose error grows with every moment after it.
  public void keepUpToDate() {
    Line current = line;
    long now = System.nanoTime();
    long base = current == null ? Long.MAX_VALUE : current.nanos() - first.nanos();
    if (now - lastTry >= Math.min(LONGEST_REST_NANOS, base)) {
      lastTry = now;
      calibrate();
    }
  }

  /// The ticks at a moment of `System.nanoTime()`; 0 while the clock is not [#exact].
  long ticksAt(long nanos) {
    Line current = line;
    return current == null
        ? 0
        : current.ticks() + Math.round((nanos - current.nanos()) * current.ticksPerNano());
  }

  /// The ticks of a duration in nanoseconds; 0 while the clock is not [#exact].
  long ticksOf(long nanos) {
    Line current = line;
    return current == null ? 0 : Math.round(nanos * current.ticksPerNano());
  }

  /// No longer waits for recordings to start.
  @Override
  public void close() {
    FlightRecorder.removeListener(listener);
  }

  /// The clock as it stands now, for a chunk that begins.
  ///
  /// @throws IllegalStateException while it is not [#exact]
  ChunkClock chunkClock() {
    Line current = line;
    if (current == null) {
      throw new IllegalStateException("the clock of JFR is not known");
    }
    long nanos = System.nanoTime();
    Instant now = Instant.now();
    return new ChunkClock(
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
        ticksAt(nanos),
        Math.round(current.ticksPerNano() * TimeUnit.SECONDS.toNanos(1)));
  }

  private static Pair read() {
    Pair tightest = readOnce();
    for (int i = 1; i < BURST; i++) {
      Pair next = readOnce();
      if (next.uncertainty() < tightest.uncertainty()) {
        tightest = next;
      }
    }
    return tightest;
  }

  private static Pair readOnce() {
    var reading = new Reading();
    long before = System.nanoTime();
    reading.begin();
    long after = System.nanoTime();
    return new Pair(
        before + (after - before) / 2, Reading.TIMES.startTicks(reading), after - before);
  }
}
