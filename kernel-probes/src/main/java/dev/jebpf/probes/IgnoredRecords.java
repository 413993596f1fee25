package dev.jebpf.probes;

/// For records that nobody asked for.
public final class IgnoredRecords implements RecordHandler {
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
