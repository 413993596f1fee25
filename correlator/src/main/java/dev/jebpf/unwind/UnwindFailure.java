package dev.jebpf.unwind;

/// Native frames are not to be had. Made without a stack trace: it is an ordinary outcome.
final class UnwindFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final NativeOutcome outcome;

  UnwindFailure(NativeOutcome outcome, String detail) {
    super(detail, null, false, false);
    this.outcome = outcome;
  }

  NativeStack stack() {
    return NativeStack.refused(outcome, String.valueOf(getMessage()));
  }
}
