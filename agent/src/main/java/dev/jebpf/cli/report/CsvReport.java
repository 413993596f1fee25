package dev.jebpf.cli.report;

import static java.util.stream.Collectors.joining;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.probes.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A breakdown as comma-separated values (RFC 4180): a header, then a record for each thread,
/// method or call, the most important first. Times are nanoseconds; the states add up to
/// `wallNanos`.
///
/// @param top records
public record CsvReport(By by, int top) {

  /// All records, each ending in CR LF.
  public String text(BreakdownReport report) {
    return Stream.concat(Stream.of(header()), records(report).limit(top))
        .map(fields -> fields.stream().map(CsvReport::field).collect(joining(",", "", "\r\n")))
        .collect(joining());
  }

  private List<String> header() {
    var header =
        new ArrayList<String>(
            switch (by) {
              case THREAD -> List.of("name", "javaThreadId", "osThreadId", "virtual", "ended");
              case METHOD ->
                  List.of("method", "count", "errors", "p50Nanos", "p99Nanos", "maxNanos");
              case CALL ->
                  List.of(
                      "method",
                      "thread",
                      "javaThreadId",
                      "osThreadId",
                      "virtual",
                      "start",
                      "spanId",
                      "parentSpanId",
                      "thrown");
            });
    header.add("wallNanos");
    for (var state : State.values()) {
      header.add(state.label());
    }
    return header;
  }

  private Stream<List<String>> records(BreakdownReport report) {
    return switch (by) {
      case THREAD ->
          Ranking.threads(report).stream()
              .map(
                  thread ->
                      fields(
                          thread.states(),
                          thread.name(),
                          thread.javaThreadId(),
                          thread.osThreadId(),
                          thread.virtual(),
                          thread.ended()));
      case METHOD ->
          Ranking.methods(report).stream()
              .map(
                  method ->
                      fields(
                          method.states(),
                          method.method(),
                          method.count(),
                          method.errors(),
                          method.p50Nanos(),
                          method.p99Nanos(),
                          method.maxNanos()));
      case CALL ->
          Ranking.calls(report.calls()).stream()
              .map(
                  call ->
                      fields(
                          call.states(),
                          call.method(),
                          Names.thread(call),
                          call.javaThreadId(),
                          call.osThreadId(),
                          call.virtual(),
                          call.start(),
                          call.spanId(),
                          call.parentSpanId(),
                          call.thrown() == null ? "" : call.thrown()));
    };
  }

  private static List<String> fields(StateTimes times, Object... first) {
    var fields = new ArrayList<String>();
    for (var value : first) {
      fields.add(value.toString());
    }
    fields.add(Long.toString(times.total()));
    for (var state : State.values()) {
      fields.add(Long.toString(times.nanos(state)));
    }
    return fields;
  }

  private static String field(String value) {
    boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
