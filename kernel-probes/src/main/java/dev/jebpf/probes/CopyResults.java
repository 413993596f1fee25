package dev.jebpf.probes;

/// [StackCopied#number] as compile-time constants.
final class CopyResults {
  static final int COPIED = 0;
  static final int NO_JAVA_THREAD = 1;
  static final int NO_ANCHOR = 2;
  static final int UNREADABLE = 3;
  static final int NO_CALL = 4;
  static final int SLEPT_AGAIN = 5;
  static final int NO_ROOM = 6;

  private CopyResults() {}
}
