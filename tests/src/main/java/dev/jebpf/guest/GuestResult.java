package dev.jebpf.guest;

import java.util.Optional;

/// A row of the matrix.
///
/// @param tests which of them ran
/// @param report empty when the guest never got so far
/// @param failure why there is no report; empty when there is one
/// @param possible false when this machine has not got, or can't fetch, what the guest is made of
/// @param seconds from packing to the end
/// @param built what from, and when it ran
record GuestResult(
    GuestKernel kernel,
    GuestJdk jdk,
    String tests,
    Optional<GuestReport> report,
    String failure,
    boolean possible,
    double seconds,
    String built) {

  boolean passed() {
    return report.isPresent() && report.get().failed().isEmpty();
  }

  boolean died() {
    return report.isEmpty() && possible;
  }
}
