package dev.jebpf.hotspot.stack;

/// The walk of a stack ended before its first frame. Made without a stack trace: it is an ordinary
/// outcome.
final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String detail;

  UndecodableException(Outcome outcome, String detail) {
    super(detail, null, false, false);
    this.outcome = outcome;
    this.detail = detail;
  }

  Outcome outcome() {
    return outcome;
  }

  String detail() {
    return detail;
  }
}
