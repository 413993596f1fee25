package dev.jebpf.cli.analyze;

import java.util.Locale;

/// How much a finding matters, the least first.
public enum Severity {
  /// The recording has no events that the rule is about.
  NOT_APPLICABLE,
  /// A score below 25.
  OK,
  /// A score from 25 on.
  INFO,
  /// A score from 75 on.
  WARNING,
  /// The rule ended with an error: nobody knows.
  FAILED;

  /// As users write it: `warning`, `not-applicable`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
