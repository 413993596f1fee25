package dev.jebpf.hotspot.stack;

/// A stack that is told apart from all others.
///
/// @param id its number, from 1; no other stack ever has the same
/// @param text its frames as a stack trace has them, a line each
public record KnownStack(long id, DecodedStack stack, String text) {}
