package dev.jebpf.probes;

/// What the I/O programs make of a system call, as numbers they read from a table.
final class IoOperation {
  static final int NONE = 0;

  /// Opens the path of its first argument.
  static final int OPEN = 1;

  /// Opens the path of its second argument.
  static final int OPEN_AT = 2;

  static final int READ = 3;
  static final int WRITE = 4;
  static final int SYNC = 5;

  /// `msync`, which has no descriptor.
  static final int SYNC_MAPPED = 6;

  /// Reads the file of its second argument, sends to its first.
  static final int SENDFILE = 7;

  /// Reads the file of its first argument, writes to its third.
  static final int COPY = 8;

  static final int SEND = 9;
  static final int RECEIVE = 10;

  /// Returns the number of messages, not of bytes.
  static final int SEND_MANY = 11;

  static final int RECEIVE_MANY = 12;
  static final int ACCEPT = 13;
  static final int CONNECT = 14;
  static final int POLL = 15;

  private IoOperation() {}
}
