package dev.jebpf.cli.report;

import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.ProbeBackend;
import dev.jebpf.breakdown.ThreadAccount;
import java.util.Locale;

/// What things without a name of their own are called.
final class Names {
  private Names() {}

  static String of(ThreadAccount thread) {
    return thread(thread.name(), thread.javaThreadId(), thread.osThreadId(), thread.virtual());
  }

  /// The name of the thread that made a call.
  static String thread(CallAccount call) {
    return thread(call.threadName(), call.javaThreadId(), call.osThreadId(), call.virtual());
  }

  /// The backend of a probe in one line.
  static String of(ProbeBackend probe) {
    if (!probe.available()) {
      return "unavailable: " + (probe.reason() == null ? "no reason recorded" : probe.reason());
    }
    return probe.reason() == null
        ? "" + probe.backend()
        : probe.backend() + " (" + probe.reason() + ")";
  }

  /// How many of something: `1 thread`, `12 threads`.
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private static String thread(String name, long javaThreadId, long osThreadId, boolean virtual) {
    if (!name.isBlank()) {
      return name;
    }
    return javaThreadId == 0
        ? "thread " + osThreadId
        : (virtual ? "virtual #" : "thread #") + javaThreadId;
  }
}
