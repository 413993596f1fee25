package dev.jebpf.breakdown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything a recording says about where the time went, and how far it can be trusted.
///
/// @param threads one account for each thread, in the order in which they appear in the recording
/// @param methods one account for each instrumented method that was called
/// @param calls the calls past the threshold that were recorded one by one, in the order of the
/// file
/// @param losses what the agent knows it missed, by kind; empty when the recording doesn't say
/// @param overhead what tracing itself cost, by kind; empty when the recording doesn't say
/// @param backends by logical probe
public record BreakdownReport(
    List<ThreadAccount> threads,
    List<MethodAccount> methods,
    List<CallAccount> calls,
    Map<String, Long> losses,
    Map<String, Long> overhead,
    Map<String, ProbeBackend> backends) {

  /// A report of copies, which keep the order of what they were made from.
  public BreakdownReport {
    threads = List.copyOf(threads);
    methods = List.copyOf(methods);
    calls = List.copyOf(calls);
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    overhead = Collections.unmodifiableMap(new LinkedHashMap<>(overhead));
    backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
  }

  /// Reads a recording with all its calls.
  ///
  /// @throws UnreadableRecordingException if the file isn't a whole recording with events of jebpf
  /// @throws IOException if the file can't be read
  public static BreakdownReport read(Path recording) throws IOException {
    return read(recording, Integer.MAX_VALUE);
  }

  /// Reads a recording, keeping only its slowest calls: memory stays small however long it is.
  ///
  /// @throws UnreadableRecordingException if the file isn't a whole recording with events of jebpf
  /// @throws IOException if the file can't be read
  public static BreakdownReport read(Path recording, int slowestCalls) throws IOException {
    return new RecordingReader(recording, slowestCalls).read();
  }
}
