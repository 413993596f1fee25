package dev.jebpf.jfr;

/// How a call hangs together with others.
///
/// @param spanId its number
/// @param parentSpanId the number of the instrumented call it was made from; 0 for none
/// @param depth instrumented calls around it
/// @param switches times its thread was switched in meanwhile
public record CallLinks(long spanId, long parentSpanId, long depth, long switches) {}
