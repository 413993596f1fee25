package dev.jebpf.probes;

/// For tests that want some records only.
class IgnoredRecordsForTest implements RecordHandler {
  @Override
  public void onThreadStarted(ThreadStarted started) {}

  @Override
  public void onThreadEnded(ThreadEnded ended) {}

  @Override
  public void onFile(RecordKind kind, FileRecord file) {}

  @Override
  public void onTcp(RecordKind kind, TcpRecord tcp) {}

  @Override
  public void onKernelEvent(EventRecord event) {}
}
