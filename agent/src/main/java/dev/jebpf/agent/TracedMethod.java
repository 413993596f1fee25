package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;

/// A traced method and its own USDT probes.
///
/// @param className binary name
/// @param descriptor as in the class file
/// @param entry thread, span, parameters
/// @param exit thread, span, duration, result
/// @param thrown thread, span, duration, the exception's class
record TracedMethod(
    String className,
    String name,
    String descriptor,
    UsdtProbe entry,
    UsdtProbe exit,
    UsdtProbe thrown) {}
