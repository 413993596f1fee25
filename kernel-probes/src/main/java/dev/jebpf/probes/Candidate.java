package dev.jebpf.probes;

import dev.jebpf.compiler.FunctionBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to serve logical probes: all of its parts, but for those that can be done without.
///
/// @param mechanism as users read it, should it be refused
/// @param functions how methods at functions are attached; null when there are none
/// @param parts in the order they are attached
record Candidate(String mechanism, @Nullable FunctionBackend functions, List<Part> parts) {
  /// Methods of a program, of which one is of no use without the others.
  ///
  /// @param probes the logical probes they belong to
  /// @param methods in the order they are attached
  /// @param gap what is not seen where the kernel does not have what they are attached to; null
  /// when that can't be done without
  record Part(List<String> probes, Object program, List<String> methods, @Nullable String gap) {}

  /// The same parts by each of several backends, in their order.
  static List<Candidate> at(List<FunctionBackend> backends, List<Part> parts) {
    return backends.stream()
        .map(backend -> new Candidate(backend.label(), backend, parts))
        .toList();
  }
}
