package java.lang;

/// One open span: an element of its thread's span stack, used again for every span at the same
/// depth.
final class JebpfFrame {
  /// The [#version] of a frame whose thread had no slot when it began: its words are all zero.
  static final long NO_SLOT = -1;

  /// The thread's own state words and its wait for a carrier, as they were at [#version].
  final long[] words = new long[JebpfSpans.WORDS + 1];

  /// Identifies the open span; 0 when there is none.
  long token;

  /// The thread's version at the span's begin. It is that of [#words] too, which are read again
  /// only if it has changed since the last span at this depth.
  long version = NO_SLOT;

  long start;
}
