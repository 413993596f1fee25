package dev.jebpf.guest.inside;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;

/// How a test, or what surrounds several, ended.
///
/// @param type the test's class
/// @param name its method, with what tells repetitions of it apart
/// @param status of the last attempt
/// @param seconds that the last attempt took
/// @param reason why it was skipped or failed; empty when it passed at once
/// @param attempts how often it was run
public record TestOutcome(
    String type, String name, Status status, double seconds, String reason, int attempts) {
  /// The ways a test ends. An aborted one has found that the kernel lacks what it needs.
  public enum Status {
    PASSED,
    SKIPPED,
    FAILED
  }

  static String trace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /// One line for the console.
  String line() {
    String why = status == Status.PASSED || reason.isEmpty() ? "" : ": " + message();
    return "%s %.1f s %s#%s%s".formatted(status, seconds, type, name, why);
  }

  /// The reason without the frames of a stack trace, as assertions spread it over many lines.
  private String message() {
    return reason
        .lines()
        .map(String::strip)
        .takeWhile(line -> !line.startsWith("at "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
