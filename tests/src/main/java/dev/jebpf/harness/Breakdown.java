package dev.jebpf.harness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What `breakdown FILE --format json` says, as a user gets it.
///
/// @param losses what was lost, by its name; every kind is always there
/// @param backends the backend in use for each logical probe, or why there is none
public record Breakdown(
    List<ThreadTime> threads,
    List<MethodTime> methods,
    List<CallTime> calls,
    Map<String, Long> losses,
    Map<String, String> backends) {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /// One thread's account.
  public record ThreadTime(
      String name,
      long javaThreadId,
      long osThreadId,
      boolean virtual,
      long wallNanos,
      Map<String, Long> states) {}

  /// One method's calls together.
  public record MethodTime(
      String method,
      long count,
      long errors,
      long wallNanos,
      long p50Nanos,
      long p99Nanos,
      long maxNanos,
      Map<String, Long> states) {}

  /// One call past the threshold.
  public record CallTime(
      String method, String thread, boolean virtual, long wallNanos, Map<String, Long> states) {}

  /// Runs the command line on a recording.
  public static Breakdown of(Path recording) {
    ChildRun run =
        ChildJvm.cli("breakdown", recording.toString(), "--format", "json", "--top", "1000000")
            .run(Duration.ofSeconds(60));
    if (run.exit() != 0 || !run.err().isEmpty()) {
      throw new IllegalStateException("breakdown " + recording + ": " + run);
    }
    try {
      return JSON.readValue(String.join("\n", run.out()), Breakdown.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the breakdown of " + recording, e);
    }
  }

  /// The only method whose name ends so.
  public MethodTime method(String end) {
    List<MethodTime> found = methods.stream().filter(m -> m.method().endsWith(end)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("methods '" + end + "': " + found + " in " + methods);
    }
    return found.getFirst();
  }

  /// The only thread of this name.
  public ThreadTime thread(String name) {
    List<ThreadTime> found = threads.stream().filter(t -> t.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("threads '" + name + "': " + found + " in " + threads);
    }
    return found.getFirst();
  }
}
