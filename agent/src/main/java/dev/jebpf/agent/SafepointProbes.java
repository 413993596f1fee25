package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;

/// USDT probes of safepoints: `safepoint__begin` with number, time, and how long it took until all
/// threads had stopped, and `safepoint__end` with number and time.
final class SafepointProbes extends StreamedProbes {
  private final UsdtProbe begin;
  private final UsdtProbe end;

  private SafepointProbes(UsdtProbe begin, UsdtProbe end) {
    super(begin, end);
    this.begin = begin;
    this.end = end;
  }

  static SafepointProbes of(UsdtProvider provider) {
    return new SafepointProbes(
        provider.probe("safepoint__begin", long.class, long.class, long.class),
        provider.probe("safepoint__end", long.class, long.class));
  }

  @Override
  Map<String, Consumer<RecordedEvent>> events() {
    return Map.of("jdk.SafepointBegin", this::begun, "jdk.SafepointEnd", this::ended);
  }

  private void begun(RecordedEvent event) {
    begin.fire(
        event.getLong("safepointId"),
        monotonic(event.getStartTime()),
        event.getDuration().toNanos());
  }

  private void ended(RecordedEvent event) {
    end.fire(event.getLong("safepointId"), monotonic(event.getEndTime()));
  }
}
