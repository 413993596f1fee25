package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/// Probes that are fired from events of JFR's, which has them recorded only while a tracer is
/// attached. JFR hands events over once a second, so that is how late such a probe may be; its
/// arguments say when it really was.
abstract class StreamedProbes implements AutoCloseable {
  private final List<UsdtProbe> probes;
  private @Nullable RecordingStream stream;

  /// What to add to `System.nanoTime()` to get the time of JFR's events; the stream's thread only.
  private long sinceEpoch;

  private boolean calibrated;

  /// @param probes one of which must be enabled for anything to be recorded
  StreamedProbes(UsdtProbe... probes) {
    this.probes = List.of(probes);
  }

  /// The events to record, whatever their duration, and what fires the probes.
  abstract Map<String, Consumer<RecordedEvent>> events();

  /// Starts or stops recording, as a tracer has come or gone. Called again and again by one thread.
  final void look() {
    boolean wanted = probes.stream().anyMatch(UsdtProbe::isEnabled);
    if (wanted && stream == null) {
      stream = start();
    } else if (!wanted) {
      close();
    }
    if (wanted) {
      ProbeClockEvent.emit();
    }
  }

  private RecordingStream start() {
    FlightRecorder.register(ProbeClockEvent.class);
    calibrated = false;
    var starting = new RecordingStream();
    starting.setReuse(true);
    starting.enable(ProbeClockEvent.NAME);
    starting.onEvent(ProbeClockEvent.NAME, this::calibrate);
    events()
        .forEach(
            (name, action) -> {
              starting.enable(name).withoutThreshold().withoutStackTrace();
              starting.onEvent(name, event -> fire(action, event));
            });
    starting.startAsync();
    return starting;
  }

  private void calibrate(RecordedEvent event) {
    sinceEpoch = nanos(event.getStartTime()) - event.getLong("nanos");
    calibrated = true;
  }

  /// What happened before the clocks were paired has no time that a tracer could compare.
  private void fire(Consumer<RecordedEvent> action, RecordedEvent event) {
    if (calibrated) {
      action.accept(event);
    }
  }

  /// A moment of JFR's as `System.nanoTime()` and tracers count it.
  final long monotonic(Instant moment) {
    return nanos(moment) - sinceEpoch;
  }

  private static long nanos(Instant moment) {
    return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
  }

  @Override
  public final void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
