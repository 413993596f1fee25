package dev.jebpf.config;

import java.time.Duration;

/// The least duration for which something is recorded by itself; everything counts in the totals.
///
/// @param call of calls of traced methods
/// @param file of operations on files
/// @param tcp of sends and receives on TCP connections
/// @param kernel of calls that a kernel event is about
public record Thresholds(Duration call, Duration file, Duration tcp, Duration kernel) {
  /// 20 ms, as JFR's own I/O events have it; kernel events have conditions of their own.
  public static final Thresholds DEFAULT =
      new Thresholds(
          Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ZERO);

  private static Thresholds same(Duration duration) {
    return new Thresholds(duration, duration, duration, duration);
  }

  /// One time for everything, or `kind:time` separated by `;`.
  static Thresholds parse(String text) throws OptionSyntaxException {
    if (text.indexOf(':') < 0) {
      return same(TimeText.parse("threshold", text));
    }
    Thresholds result = DEFAULT;
    for (String part : Lists.split(text)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new OptionSyntaxException(
            "threshold=" + part + ": write kind:time, such as file:1ms");
      }
      String kind = part.substring(0, colon).strip();
      result = result.with(kind, TimeText.parse("threshold", part.substring(colon + 1).strip()));
    }
    return result;
  }

  private Thresholds with(String kind, Duration time) throws OptionSyntaxException {
    return switch (kind) {
      case "call" -> new Thresholds(time, file, tcp, kernel);
      case "file" -> new Thresholds(call, time, tcp, kernel);
      case "tcp" -> new Thresholds(call, file, time, kernel);
      case "kernel" -> new Thresholds(call, file, tcp, time);
      default -> throw Lists.unknown("threshold", kind, "call", "file", "tcp", "kernel");
    };
  }
}
