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

  /// Calls of a function of user space.
  ///
  /// @param file an absolute path, or what a library that the process has mapped is called:
  /// `libc`
  /// @param offset of an instruction from the function's first one; 0 for itself
  /// @param returns whether an event is a call with its result and duration, or an entry
  record UserFunction(String file, Wildcard name, long offset, boolean returns)
      implements EventTarget {
    static final String ENTRY = "uprobe";
    static final String CALL = "uretprobe";

    @Override
    public String toString() {
      return (returns ? CALL : ENTRY)
          + ":"
          + file
          + ":"
          + name.pattern()
          + (offset == 0 ? "" : "+" + offset);
    }
  }

  /// USDT probes: places that the author of a program has prepared.
  ///
  /// @param file as that of [UserFunction]
  record UserProbe(String file, Wildcard provider, Wildcard name) implements EventTarget {
    static final String PREFIX = "usdt";
    private static final String OWN = "own";

    /// Whether the probes are meant that this process has made for itself, wherever their file is.
    public boolean own() {
      return file.equals(OWN);
    }

    @Override
    public String toString() {
      return PREFIX + ":" + file + ":" + provider.pattern() + ":" + name.pattern();
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
