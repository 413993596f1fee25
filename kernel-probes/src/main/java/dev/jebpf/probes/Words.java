package dev.jebpf.probes;

/// [State#word] of the states a kernel program books, as compile-time constants.
final class Words {
  static final int PREEMPTED = 0;
  static final int WOKEN = 1;
  static final int THROTTLED = 2;
  static final int LOCK = 3;
  static final int WAIT = 4;
  static final int PARK = 5;
  static final int SLEEP = 6;
  static final int VM = 7;
  static final int FILE = 8;
  static final int DISK = 9;
  static final int NETWORK = 10;
  static final int POLL = 11;
  static final int PIPE = 12;
  static final int FAULT = 13;
  static final int STOPPED = 14;
  static final int OTHER = 15;

  /// To bound an index into the state words.
  static final int MASK = State.WORDS - 1;

  private Words() {}
}
