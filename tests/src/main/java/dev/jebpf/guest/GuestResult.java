package dev.jebpf.guest;

import java.util.Optional;

/// A row of the matrix.
///
/// @param report empty when the guest never got so far
/// @param failure why there is no report; empty when there is one
/// @param seconds from packing to the end
record GuestResult(
    GuestKernel kernel,
    GuestJdk jdk,
    Optional<GuestReport> report,
    String failure,
    double seconds) {

  boolean passed() {
    return report.isPresent() && report.get().failed().isEmpty();
  }
}
