package dev.jebpf.config;

import java.util.Locale;

/// What the kernel is asked to report.
public enum EventKind {
  /// The scheduler account: where threads and calls spent their time.
  SCHED,
  /// Operations on files.
  FILE,
  /// Operations on TCP connections.
  TCP;

  /// What the user writes.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
