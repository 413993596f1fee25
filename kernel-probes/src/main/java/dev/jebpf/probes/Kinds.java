package dev.jebpf.probes;

/// [RecordKind#number] as compile-time constants.
final class Kinds {
  static final int THREAD_STARTED = 1;
  static final int THREAD_ENDED = 2;
  static final int FILE_OPEN = 3;
  static final int FILE_READ = 4;
  static final int FILE_WRITE = 5;
  static final int FILE_SYNC = 6;
  static final int TCP_CONNECT = 7;
  static final int TCP_ACCEPT = 8;
  static final int TCP_CLOSE = 9;
  static final int TCP_RETRANSMIT = 10;
  static final int TCP_SEND = 11;
  static final int TCP_RECEIVE = 12;
  static final int KERNEL_EVENT = 13;
  static final int THREAD_BLOCKED = 14;

  private Kinds() {}
}
