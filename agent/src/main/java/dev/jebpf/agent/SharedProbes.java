package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;

/// The probes that all traced methods fire beside their own: one attachment sees every call.
///
/// @param entry thread, span, class, method, descriptor
/// @param exit the same, then duration and, if it threw, the exception's class
record SharedProbes(UsdtProbe entry, UsdtProbe exit) {
  static SharedProbes of(UsdtProvider provider) {
    return new SharedProbes(
        provider.probe(
            "method__entry", long.class, long.class, String.class, String.class, String.class),
        provider.probe(
            "method__return",
            long.class,
            long.class,
            String.class,
            String.class,
            String.class,
            long.class,
            String.class));
  }
}
