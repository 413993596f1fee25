package dev.jebpf.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// To record by itself, from now on, what takes as long as these.
///
/// @param thresholds of those that change
public record ThresholdRequest(Map<Kind, Duration> thresholds) implements AgentRequest {
  /// What has a threshold that can change.
  public enum Kind {
    /// Calls of traced methods.
    CALL,
    /// Operations on files.
    FILE,
    /// Sends and receives on TCP connections.
    TCP,
    /// Times that a thread is off the CPU.
    BLOCKED;

    /// As users write it.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Nothing takes as long.
  public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

  private static final String KEY = "change-threshold=";
  private static final String OFF = "off";

  public ThresholdRequest {
    thresholds = Map.copyOf(thresholds);
  }

  /// The request that a text is; null for another, or options.
  ///
  /// @throws OptionSyntaxException when it is one that does not say what it asks for
  static @Nullable ThresholdRequest of(String text) throws OptionSyntaxException {
    return text.startsWith(KEY) ? parse(Lists.split(text.substring(KEY.length()))) : null;
  }

  /// As users write it: `kind:time` or `kind:off` each.
  public static ThresholdRequest parse(List<String> changes) throws OptionSyntaxException {
    Map<Kind, Duration> thresholds = new EnumMap<>(Kind.class);
    for (String change : changes) {
      int colon = change.indexOf(':');
      if (colon < 0) {
        throw new OptionSyntaxException(
            "threshold " + change + ": write kind:time or kind:off, such as blocked:1ms");
      }
      String time = change.substring(colon + 1).strip();
      thresholds.put(
          kind(change.substring(0, colon).strip()),
          time.equals(OFF) ? NEVER : TimeText.parse("threshold", time));
    }
    return new ThresholdRequest(thresholds);
  }

  private static Kind kind(String label) throws OptionSyntaxException {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw Lists.unknown("threshold", label, "call", "file", "tcp", "blocked");
  }

  @Override
  public String text() {
    return thresholds.entrySet().stream()
        .map(change -> change.getKey().label() + ":" + time(change.getValue()))
        .collect(Collectors.joining(";", KEY, ""));
  }

  private static String time(Duration time) {
    return time.equals(NEVER) ? OFF : time.toNanos() + "ns";
  }
}
