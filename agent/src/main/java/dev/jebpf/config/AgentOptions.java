package dev.jebpf.config;

import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.event.EventRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything the user asked the agent for.
///
/// @param methods the filters of methods to trace; may be empty
/// @param presets well-known entry points to trace besides
/// @param events what the kernel is to report
/// @param kernelEvents kernel functions and tracepoints to report besides
/// @param file where to record to; null when the user runs a recording
/// @param blocked how long a thread must be off the CPU for that to be recorded by itself; null
/// when it is not to be
/// @param stacks how long a recorded operation or kernel event must have taken to have the Java
/// stack that caused it; null when none is to have it
/// @param limits of what the file keeps
/// @param duration how long to trace; null for as long as the JVM lives
/// @param period time between two accounts of all threads and methods
/// @param stack whether recorded calls have a stack
/// @param usdt whether traced methods are USDT probes
/// @param slots threads that can have an account at the same time; a power of two; 0 for the
/// default
/// @param waits whether `main` waits until tracing is on
public record AgentOptions(
    List<MethodFilter> methods,
    Set<Preset> presets,
    Set<EventKind> events,
    List<EventRequest> kernelEvents,
    Thresholds thresholds,
    @Nullable Duration blocked,
    @Nullable Duration stacks,
    @Nullable Path file,
    RetentionLimits limits,
    @Nullable Duration duration,
    Duration period,
    boolean stack,
    boolean usdt,
    int slots,
    boolean waits) {

  private static final int MOST_SLOTS = 1 << 20;

  /// Copies what could change.
  public AgentOptions {
    methods = List.copyOf(methods);
    presets = Set.copyOf(presets);
    events = Set.copyOf(events);
    kernelEvents = List.copyOf(kernelEvents);
  }

  /// Reads options as they stand behind `-javaagent:jebpf.jar=`, and the file named by `config=`.
  ///
  /// @param text null or empty for the defaults
  /// @throws OptionSyntaxException when they can't be understood
  /// @throws OptionDataException when the configuration file can't be read
  public static AgentOptions parse(@Nullable String text)
      throws OptionSyntaxException, OptionDataException {
    Map<Option, String> values = OptionText.parse(text == null ? "" : text);
    String threshold = values.get(Option.THRESHOLD);
    EventList events = EventList.parse(values.getOrDefault(Option.EVENTS, "all"));
    return new AgentOptions(
        filters(values.getOrDefault(Option.METHODS, "")),
        Lists.constants("presets", Preset.class, values.getOrDefault(Option.PRESETS, "all")),
        events.kinds(),
        events.requests(),
        threshold == null ? Thresholds.DEFAULT : Thresholds.parse(threshold),
        positive("blocked", values.get(Option.BLOCKED)),
        stacks(values),
        path(values.get(Option.FILE)),
        limits(values),
        positive("duration", values.get(Option.DURATION)),
        period(values.get(Option.PERIOD)),
        flag("stack", values.getOrDefault(Option.STACK, "true")),
        flag("usdt", values.getOrDefault(Option.USDT, "false")),
        slots(values.get(Option.SLOTS)),
        flag("wait", values.getOrDefault(Option.WAIT, "false")));
  }

  private static List<MethodFilter> filters(String text) throws OptionSyntaxException {
    List<MethodFilter> filters = new ArrayList<>();
    for (String part : Lists.split(text)) {
      filters.add(MethodFilter.parse(part));
    }
    return filters;
  }

  private static @Nullable Path path(@Nullable String text) throws OptionSyntaxException {
    try {
      return text == null || text.isEmpty() ? null : Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new OptionSyntaxException("file=" + text + ": not a path (" + e.getReason() + ")");
    }
  }

  private static RetentionLimits limits(Map<Option, String> values) throws OptionSyntaxException {
    String size = values.get(Option.MAXSIZE);
    Duration age = positive("maxage", values.get(Option.MAXAGE));
    if ((size != null || age != null) && !values.containsKey(Option.FILE)) {
      throw new OptionSyntaxException("maxsize and maxage are about file=, which is not given");
    }
    return new RetentionLimits(size == null ? 0 : SizeText.parse("maxsize", size) / 2, age);
  }

  private static Duration period(@Nullable String text) throws OptionSyntaxException {
    Duration period = positive("period", text);
    return period == null ? Duration.ofSeconds(10) : period;
  }

  private static @Nullable Duration stacks(Map<Option, String> values)
      throws OptionSyntaxException {
    String text = values.get(Option.STACKS);
    return text == null
        ? positive("blocked", values.get(Option.BLOCKED))
        : TimeText.parse("stacks", text);
  }

  private static @Nullable Duration positive(String what, @Nullable String text)
      throws OptionSyntaxException {
    Duration time = text == null ? null : TimeText.parse(what, text);
    if (time != null && time.isZero()) {
      throw new OptionSyntaxException(what + "=" + text + ": must be more than nothing");
    }
    return time;
  }

  private static boolean flag(String what, String text) throws OptionSyntaxException {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new OptionSyntaxException(what + "=" + text + ": write true or false");
    };
  }

  private static int slots(@Nullable String text) throws OptionSyntaxException {
    if (text == null) {
      return 0;
    }
    try {
      int slots = Integer.parseInt(text);
      if (slots >= 1 && slots <= MOST_SLOTS) {
        return Math.max(64, Integer.highestOneBit(slots * 2 - 1));
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new OptionSyntaxException("slots=" + text + ": write a number from 1 to " + MOST_SLOTS);
  }
}
