package dev.jebpf.config;

import dev.jebpf.name.NearMatch;
import java.util.ArrayList;
import java.util.List;

/// The agent's options, in the order in which help lists them.
public enum Option {
  FILE("file", "PATH", "record into this file, from the start until the JVM or duration= ends"),
  METHODS(
      "methods",
      "FILTER;...",
      "trace these: class, class::method, ::method, @annotation; * stands for any characters"),
  PRESETS(
      "presets",
      "NAME;...",
      "well-known entry points: servlet, http, jdbc, kafka, executor; all (default) or none"),
  EVENTS(
      "events",
      "EVENT;...",
      "what the kernel reports: sched, file, tcp; all (default) or none; and any kernel function or"
          + " tracepoint, such as kernel:vfs_read(count)/duration > 1ms/ or tracepoint:sched:*fork,"
          + " USDT probe or library function, such as usdt:libjvm:hotspot:gc__begin or"
          + " uretprobe:libc:fsync"),
  THRESHOLD(
      "threshold",
      "TIME",
      "least duration of a recorded call or operation, such as 10ms, or by kind: call:10ms;file:1ms"),
  BLOCKED(
      "blocked",
      "TIME",
      "record by itself, with its Java stack, each time a thread is off the CPU for this long;"
          + " default: never"),
  STACKS(
      "stacks",
      "TIME",
      "Java stacks of recorded operations and kernel events that take this long; 0ms: of all;"
          + " default: as blocked="),
  DURATION("duration", "TIME", "stop tracing after this time, such as 60s; default: never"),
  PERIOD("period", "TIME", "time between two accounts of all threads and methods; default 10s"),
  MAXSIZE(
      "maxsize", "SIZE", "of file=: keep about so much of the latest, such as 256m; default: all"),
  MAXAGE("maxage", "TIME", "of file=: keep what is no older, such as 3600s; default: all"),
  STACK("stack", "true|false", "record the caller's stack with each call; default true"),
  USDT(
      "usdt",
      "true|false",
      "make USDT probes of traced methods, threads and the JVM; default false"),
  SLOTS("slots", "N", "threads that can have an account at the same time; default 8192"),
  WAIT("wait", "true|false", "let main wait until tracing is on; default false"),
  CONFIG("config", "PATH", "a properties file with options; those on the command line win");

  private final String key;
  private final String value;
  private final String help;

  Option(String key, String value, String help) {
    this.key = key;
    this.value = value;
    this.help = help;
  }

  /// What the user writes before the `=`.
  public String key() {
    return key;
  }

  /// The form of the value, such as `PATH`.
  public String valueForm() {
    return value;
  }

  /// What it does, in a line.
  public String help() {
    return help;
  }

  /// The option with this key.
  ///
  /// @throws OptionSyntaxException when there is none; the message names the nearest
  static Option of(String key) throws OptionSyntaxException {
    List<String> keys = new ArrayList<>();
    for (Option option : values()) {
      if (option.key.equals(key)) {
        return option;
      }
      keys.add(option.key);
    }
    throw new OptionSyntaxException("unknown option '" + key + "'" + NearMatch.hint(key, keys));
  }
}
