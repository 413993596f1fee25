package dev.jebpf.probes;

import dev.jebpf.event.code.EventTexts;
import dev.jebpf.lang.MapView;
import dev.jebpf.map.Views;
import dev.jebpf.ringbuf.RecordConsumer;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;

/// Shows each record of the ring buffer to a [RecordHandler] through one view per layout.
final class RecordDispatcher implements RecordConsumer {
  private final RecordHandler handler;
  private final LongConsumer ended;
  private final RecordHeader header = Views.allocate(TcpRecord.class);
  private final ThreadStarted started = Views.allocate(ThreadStarted.class);
  private final ThreadEnded endedThread = Views.allocate(ThreadEnded.class);
  private final FileRecord file = Views.allocate(FileRecord.class);
  private final TcpRecord tcp = Views.allocate(TcpRecord.class);
  private final EventRecord event = Views.allocate(EventRecord.class);
  private final EventTextRecord textEvent = Views.allocate(EventTextRecord.class);

  /// @param ended told the kernel's id of each thread that has ended, before the handler is
  RecordDispatcher(RecordHandler handler, LongConsumer ended) {
    this.handler = handler;
    this.ended = ended;
  }

  RecordHandler handler() {
    return handler;
  }

  @Override
  public void accept(MemorySegment memory, long offset, int size) {
    RecordKind kind = RecordKind.of(at(header, memory, offset).kind());
    switch (kind) {
      case THREAD_STARTED -> handler.onThreadStarted(at(started, memory, offset));
      case THREAD_ENDED -> threadEnded(at(endedThread, memory, offset));
      case FILE_OPEN, FILE_READ, FILE_WRITE, FILE_SYNC ->
          handler.onFile(kind, at(file, memory, offset));
      case TCP_CONNECT, TCP_ACCEPT, TCP_CLOSE, TCP_RETRANSMIT, TCP_SEND, TCP_RECEIVE ->
          handler.onTcp(kind, at(tcp, memory, offset));
      case KERNEL_EVENT -> {
        boolean texts = header.size() == EventTexts.END;
        handler.onKernelEvent(at(texts ? textEvent : event, memory, offset));
      }
      case THREAD_BLOCKED ->
          throw new IllegalStateException("in a ring buffer of its own: record kind=" + kind);
    }
  }

  /// A thread has ended, told by a record or found later.
  void threadEnded(ThreadEnded thread) {
    ended.accept(thread.tid());
    handler.onThreadEnded(thread);
  }

  private static <V extends MapView> V at(V view, MemorySegment memory, long offset) {
    Views.move(view, memory, offset);
    return view;
  }
}
