package dev.jebpf.cli.report;

import java.util.Locale;

/// Whose time is broken down.
public enum By {
  THREAD,
  METHOD,
  CALL;

  /// As the user writes it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
