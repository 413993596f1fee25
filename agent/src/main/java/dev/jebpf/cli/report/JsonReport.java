package dev.jebpf.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.MethodAccount;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.breakdown.VirtualAccount;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// A breakdown as one JSON object in UTF-8: threads, methods and calls, the most important first.
///
/// Times are nanoseconds. `states` has every state by its name, and they add up to `wallNanos`.
///
/// @param top entries of each list
public record JsonReport(int top) {

  /// Writes the object and a line feed; leaves the stream open.
  public void write(BreakdownReport report, OutputStream out) throws IOException {
    var factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (var json = factory.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("threads");
      for (var thread : first(Ranking.threads(report))) {
        write(json, thread);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("methods");
      for (var method : first(Ranking.methods(report))) {
        write(json, method);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("calls");
      for (var call : first(Ranking.calls(report.calls()))) {
        write(json, call);
      }
      json.writeEndArray();
      write(json, "losses", report.losses());
      write(json, "overhead", report.overhead());
      json.writeObjectFieldStart("backends");
      for (var backend : report.backends().entrySet()) {
        json.writeStringField(backend.getKey(), Names.of(backend.getValue()));
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, ThreadAccount thread) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", thread.name());
    json.writeNumberField("javaThreadId", thread.javaThreadId());
    json.writeNumberField("osThreadId", thread.osThreadId());
    json.writeBooleanField("virtual", thread.virtual());
    json.writeBooleanField("ended", thread.ended());
    json.writeNumberField("wallNanos", thread.wallNanos());
    write(json, thread.states());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MethodAccount method) throws IOException {
    json.writeStartObject();
    json.writeStringField("method", method.method());
    json.writeNumberField("count", method.count());
    json.writeNumberField("errors", method.errors());
    json.writeNumberField("wallNanos", method.wallNanos());
    json.writeNumberField("p50Nanos", method.p50Nanos());
    json.writeNumberField("p99Nanos", method.p99Nanos());
    json.writeNumberField("maxNanos", method.maxNanos());
    write(json, method.states());
    write(json, method.virtualAccount());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CallAccount call) throws IOException {
    json.writeStartObject();
    json.writeStringField("method", call.method());
    json.writeStringField("thread", Names.thread(call));
    json.writeNumberField("javaThreadId", call.javaThreadId());
    json.writeNumberField("osThreadId", call.osThreadId());
    json.writeBooleanField("virtual", call.virtual());
    json.writeStringField("start", call.start().toString());
    json.writeNumberField("spanId", call.spanId());
    json.writeNumberField("parentSpanId", call.parentSpanId());
    json.writeStringField("thrown", call.thrown());
    json.writeArrayFieldStart("callers");
    for (var caller : call.callers()) {
      json.writeString(caller);
    }
    json.writeEndArray();
    json.writeNumberField("wallNanos", call.wallNanos());
    write(json, call.states());
    write(json, call.virtualAccount());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, VirtualAccount account) throws IOException {
    json.writeObjectFieldStart("virtualThreads");
    json.writeNumberField("parkedNanos", account.parkedNanos());
    json.writeNumberField("parkedSocketNanos", account.parkedSocketNanos());
    json.writeNumberField("parkedLockNanos", account.parkedLockNanos());
    json.writeNumberField("parkedJoinNanos", account.parkedJoinNanos());
    json.writeNumberField("pinnedNanos", account.pinnedNanos());
    json.writeNumberField("pinsNative", account.pinsNative());
    json.writeNumberField("pinsCritical", account.pinsCritical());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, StateTimes times) throws IOException {
    json.writeObjectFieldStart("states");
    for (var state : State.values()) {
      json.writeNumberField(state.label(), times.nanos(state));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> numbers)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var number : numbers.entrySet()) {
      json.writeNumberField(number.getKey(), number.getValue());
    }
    json.writeEndObject();
  }

  private <T> List<T> first(List<T> ranked) {
    return ranked.subList(0, Math.min(top, ranked.size()));
  }
}
