package dev.jebpf.probes;

/// What a record of the ring buffer, or a row of the totals, is about.
public enum RecordKind {
  /// A thread of the traced process was created: [ThreadStarted].
  THREAD_STARTED(1),
  /// A thread has ended; carries its whole account: [ThreadEnded].
  THREAD_ENDED(2),
  /// `open` and its relatives on a regular file, failed opens included: [FileRecord].
  FILE_OPEN(3),
  FILE_READ(4),
  FILE_WRITE(5),
  /// `fsync` and its relatives.
  FILE_SYNC(6),
  /// From the first SYN to established, or to the failure: [TcpRecord].
  TCP_CONNECT(7),
  /// A connection taken from a listening socket.
  TCP_ACCEPT(8),
  /// The connection is closed on both sides, or reset.
  TCP_CLOSE(9),
  TCP_RETRANSMIT(10),
  TCP_SEND(11),
  TCP_RECEIVE(12),
  /// An event the user asked for: [EventRecord].
  KERNEL_EVENT(13),
  /// A thread was off the CPU for a while: [BlockedRecord], in a ring buffer of their own.
  THREAD_BLOCKED(14);

  /// Rows of a table indexed by [#number]; a power of two, so that a program can bound the index.
  public static final int ROWS = 16;

  private static final RecordKind[] ALL = values();

  private final int number;

  RecordKind(int number) {
    this.number = number;
  }

  /// The number in [RecordHeader#kind].
  public int number() {
    return number;
  }

  /// The kind with this number.
  ///
  /// @throws IllegalArgumentException when there is none
  public static RecordKind of(int number) {
    if (number < 1 || number > ALL.length) {
      throw new IllegalArgumentException("record kind: number=" + number);
    }
    return ALL[number - 1];
  }

  /// Whether records of this kind are [FileRecord]s.
  public boolean file() {
    return number >= FILE_OPEN.number && number <= FILE_SYNC.number;
  }

  /// Whether records of this kind are [TcpRecord]s.
  public boolean tcp() {
    return number >= TCP_CONNECT.number && number <= TCP_RECEIVE.number;
  }
}
