package dev.jebpf.rules;

/// What the calls of one method waited for in one state.
///
/// @param method its name
/// @param state the state
/// @param calls how many calls there were
/// @param nanos time in that state
/// @param wall time of the calls
record CallWait(String method, WaitState state, long calls, long nanos, long wall) {
  static CallWait of(Recorded statistics, WaitState state) {
    return new CallWait(
        statistics.text("method"),
        state,
        statistics.number("count"),
        statistics.nanos(state.field()),
        statistics.nanos("wall"));
  }

  double share() {
    return Amounts.share(nanos, wall);
  }

  /// Time weighted by share: of nested calls the one that waits ranks before those around it, which
  /// have the same waiting among much else.
  double weight() {
    return nanos * share();
  }

  String line() {
    return "%s: %s of %s in %s (%s), calls: %,d"
        .formatted(
            method,
            Amounts.nanosText(nanos),
            Amounts.nanosText(wall),
            state.label(),
            Amounts.percentText(share()),
            calls);
  }
}
