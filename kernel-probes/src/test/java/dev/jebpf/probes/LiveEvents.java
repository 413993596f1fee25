package dev.jebpf.probes;

import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.event.plan.FieldType;
import dev.jebpf.event.plan.PlannedField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Kernel events of this JVM, from the user's text to the records.
final class LiveEvents implements AutoCloseable {
  /// A record, copied out of the ring buffer.
  ///
  /// @param values by field, `Long` or `String`
  record Seen(
      String event, long tid, long start, long duration, long result, Map<String, Object> values) {
    long number(String field) {
      return (long) values.get(field);
    }

    String text(String field) {
      return (String) values.get(field);
    }
  }

  final KernelProbes probes;
  private final List<Seen> seen = new ArrayList<>();

  private LiveEvents(KernelProbes probes) {
    this.probes = probes;
  }

  static LiveEvents of(String... texts) throws EventSyntaxException {
    return of(Map.of(), texts);
  }

  static LiveEvents of(Map<RecordKind, Long> thresholds, String... texts)
      throws EventSyntaxException {
    List<EventRequest> requests = new ArrayList<>();
    for (String text : texts) {
      requests.add(EventRequest.parse(text));
    }
    return new LiveEvents(
        KernelProbes.open(
            ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable())
                .withThresholds(thresholds)
                .withEvents(requests)));
  }

  /// Why events that were asked for are not there.
  List<String> missing() {
    return probes.events().missing();
  }

  /// The records so far.
  List<Seen> all() {
    probes.drain(
        new IgnoredRecordsForTest() {
          @Override
          public void onKernelEvent(EventRecord event) {
            seen.add(copy(event));
          }
        });
    return seen;
  }

  /// Those of the calling thread.
  List<Seen> mine() {
    int tid = LiveProbes.tid();
    return all().stream().filter(event -> event.tid() == tid).toList();
  }

  private Seen copy(EventRecord event) {
    KernelEvents.Served served = probes.events().served().get((int) event.event());
    Map<String, Object> values = new HashMap<>();
    for (PlannedField field : served.candidate().fields()) {
      values.put(
          field.name(),
          field.type() == FieldType.TEXT
              ? RecordNames.text((EventTextRecord) event, field.index())
              : (Object) event.word(field.index()));
    }
    return new Seen(
        served.plan().name(), event.tid(), event.start(), event.duration(), event.result(), values);
  }

  @Override
  public void close() {
    probes.close();
  }
}
