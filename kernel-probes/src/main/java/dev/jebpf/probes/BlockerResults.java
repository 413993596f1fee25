package dev.jebpf.probes;

/// [BlockerRead#number] as compile-time constants.
final class BlockerResults {
  static final int KNOWN = 0;
  static final int NONE = 1;
  static final int NO_CLASS = 2;
  static final int MOVING = 3;
  static final int UNREADABLE = 4;
  static final int NOT_READ = 5;

  private BlockerResults() {}
}
