package dev.jebpf.jfr;

import dev.jebpf.chunk.ChunkClock;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// Converts `System.nanoTime()` to the ticks of JFR's clock.
///
/// JFR counts time stamp counter ticks where it can, and these drift against `CLOCK_MONOTONIC` by
/// about one part in a million. [#calibrate] pairs the two clocks; [#keepUpToDate] called
/// several times a second keeps the error below a microsecond. Any thread may convert.
public final class EventClock {
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

  private volatile Pair first;
  private volatile long lastTry = System.nanoTime();
  private volatile @Nullable Line line;

  private EventClock(Pair first) {
    this.first = first;
  }

  /// A clock calibrated over the next ten milliseconds or so. Without a recording it stays inexact
  /// until one runs and [#calibrate] was called twice.
  public static EventClock start() throws InterruptedException {
    var clock = new EventClock(read());
    Thread.sleep(LEAST_BASE_NANOS / 1_000_000 + 1);
    clock.calibrate();
    return clock;
  }

  /// Makes the clock exact once something is recorded, over ten milliseconds or so.
  ///
  /// @return whether it is: not if this JDK does not let events have times of their own
  public boolean settle() throws InterruptedException {
    if (!exact()) {
      calibrate();
      Thread.sleep(LEAST_BASE_NANOS / 1_000_000 + 1);
      calibrate();
    }
    return exact();
  }

  /// Whether events get times of their own: not if this JDK does not let them, or nothing was being
  /// recorded at the start.
  public boolean exact() {
    return line != null;
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
