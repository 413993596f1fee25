package dev.jebpf.hotspot.stack;

import java.util.List;

/// The Java frames at a place of compiled code where it calls something.
///
/// @param blob the code
/// @param code what told it from others when they were read
/// @param frames the last called first
/// @param atCall whether the innermost is at a bytecode that calls a method, rather than at one
/// that the JVM does something for
record CompiledPlace(CodeBlob blob, CodeIdentity code, List<JavaFrame> frames, boolean atCall) {
  /// What tells compiled code from other code that was in its place before.
  record CodeIdentity(long blob, int compileId, int level, long method, long immutableData) {}
}
