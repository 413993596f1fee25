package dev.jebpf.hotspot.stack;

/// A Java frame at a place of compiled code.
record Scope(MethodInfo method, int bci) {}
