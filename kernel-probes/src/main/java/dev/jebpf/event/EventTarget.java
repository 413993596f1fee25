package dev.jebpf.event;

import dev.jebpf.name.Wildcard;

/// What an event is about, as the user names it.
public sealed interface EventTarget {
  /// Calls of kernel functions.
  ///
  /// @param means which of the kernel's mechanisms may serve it
  record Function(Means means, Wildcard name) implements EventTarget {
    @Override
    public String toString() {
      return means.prefix() + ":" + name.pattern();
    }
  }

  /// Tracepoints.
  ///
  /// @param category for example `sched`
  /// @param name for example `sched_process_fork`
  record Tracepoint(Wildcard category, Wildcard name) implements EventTarget {
    @Override
    public String toString() {
      return "tracepoint:" + category.pattern() + ":" + name.pattern();
    }
  }

  /// How a function is traced.
  enum Means {
    /// The best there is.
    ANY("kernel"),
    /// fentry and fexit, nothing else.
    FENTRY("fentry"),
    /// kprobe and kretprobe, nothing else.
    KPROBE("kprobe");

    private final String prefix;

    Means(String prefix) {
      this.prefix = prefix;
    }

    /// What the user writes before the colon.
    public String prefix() {
      return prefix;
    }
  }
}
