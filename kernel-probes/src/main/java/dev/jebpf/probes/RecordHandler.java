package dev.jebpf.probes;

/// Receives the records of the ring buffer, on the thread that polls it.
///
/// Each record is a view of memory that is reused as soon as the call returns.
public interface RecordHandler {
  void onThreadStarted(ThreadStarted started);

  void onThreadEnded(ThreadEnded ended);

  /// One of the `FILE_` kinds.
  void onFile(RecordKind kind, FileRecord file);

  /// One of the `TCP_` kinds.
  void onTcp(RecordKind kind, TcpRecord tcp);

  /// An event the user asked for; an [EventTextRecord] where it has texts.
  void onKernelEvent(EventRecord event);
}
