package java.lang;

/// One open span: an element of its thread's span stack, used again for every span at the same
/// depth.
final class JebpfFrame {
  /// The [#version] of a frame whose thread had no slot when it began: its words are all zero.
  static final long NO_SLOT = -1;

  /// Stands for no span, in any thread; nobody writes to it.
  static final JebpfFrame NONE = new JebpfFrame(0);

  /// The thread's own words, as they were at [#version].
  final long[] words;

  /// Identifies the open span; 0 when there is none.
  long token;

  /// The thread's version at the span's begin. It is that of [#words] too, which are read again
  /// only if it has changed since the last span at this depth.
  long version = NO_SLOT;

  long start;

  JebpfFrame() {
    this(JebpfSpans.ALL_WORDS);
  }

  private JebpfFrame(int words) {
    this.words = new long[words];
  }
}
