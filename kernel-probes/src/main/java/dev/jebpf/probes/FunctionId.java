package dev.jebpf.probes;

/// The kernel functions that [IoFunctions] times, as numbers in [FunctionCalls]' word.
final class FunctionId {
  static final int READ = 1;
  static final int READ_VECTOR = 2;
  static final int WRITE = 3;
  static final int WRITE_VECTOR = 4;
  static final int SYNC = 5;
  static final int SYNC_RANGE = 6;
  static final int OPEN = 7;
  static final int SPLICE = 8;
  static final int COPY = 9;
  static final int URING_READ = 10;
  static final int URING_WRITE = 11;
  static final int TCP_SEND = 12;
  static final int TCP_RECEIVE = 13;
  static final int ACCEPT = 14;
  static final int POLL = 15;
  static final int FSYNC = 16;
  static final int FDATASYNC = 17;

  private FunctionId() {}
}
