package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;

/// USDT probes of garbage collections: `gc__begin` with number, collector, cause, time, and
/// `gc__end` with number, collector, time, duration and the sum of its pauses.
final class CollectionProbes extends StreamedProbes {
  private final UsdtProbe begin;
  private final UsdtProbe end;

  private CollectionProbes(UsdtProbe begin, UsdtProbe end) {
    super(begin, end);
    this.begin = begin;
    this.end = end;
  }

  static CollectionProbes of(UsdtProvider provider) {
    return new CollectionProbes(
        provider.probe("gc__begin", long.class, String.class, String.class, long.class),
        provider.probe("gc__end", long.class, String.class, long.class, long.class, long.class));
  }

  @Override
  Map<String, Consumer<RecordedEvent>> events() {
    return Map.of("jdk.GarbageCollection", this::collected);
  }

  private void collected(RecordedEvent event) {
    long number = event.getInt("gcId");
    String collector = event.getString("name");
    begin.fire(number, collector, event.getString("cause"), monotonic(event.getStartTime()));
    end.fire(
        number,
        collector,
        monotonic(event.getEndTime()),
        event.getDuration().toNanos(),
        event.getDuration("sumOfPauses").toNanos());
  }
}
