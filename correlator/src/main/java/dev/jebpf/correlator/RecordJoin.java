package dev.jebpf.correlator;

import dev.jebpf.correlator.KernelSide.Absent;
import dev.jebpf.correlator.KernelSide.Attached;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.FileOpenEvent;
import dev.jebpf.jfr.FileOperation;
import dev.jebpf.jfr.FileReadEvent;
import dev.jebpf.jfr.FileSyncEvent;
import dev.jebpf.jfr.FileWriteEvent;
import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.jfr.TcpAcceptEvent;
import dev.jebpf.jfr.TcpCloseEvent;
import dev.jebpf.jfr.TcpConnectEvent;
import dev.jebpf.jfr.TcpOperation;
import dev.jebpf.jfr.TcpReceiveEvent;
import dev.jebpf.jfr.TcpRetransmitEvent;
import dev.jebpf.jfr.TcpSendEvent;
import dev.jebpf.linux.Errno;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.FileRecord;
import dev.jebpf.probes.RecordHandler;
import dev.jebpf.probes.RecordHeader;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.RecordNames;
import dev.jebpf.probes.SyscallNames;
import dev.jebpf.probes.TcpRecord;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadStarted;
import dev.jebpf.span.MethodRegistry;
import dev.jebpf.thread.KnownThread;
import org.jspecify.annotations.Nullable;

/// Joins the kernel's records with the Java thread, the span and the waker, and makes events of
/// them. Locked while it works, so that accounts can be recorded in between.
final class RecordJoin implements RecordHandler {
  private final EventClock clock;
  private final MethodRegistry methods;
  private final @Nullable ThreadAccounts threads;
  private final @Nullable KernelEventJoin events;
  private long records;
  private long unresolved;

  RecordJoin(EventClock clock, MethodRegistry methods, KernelSide kernel) {
    this.clock = clock;
    this.methods = methods;
    switch (kernel) {
      case Attached attached -> {
        threads = attached.threads();
        events = new KernelEventJoin(attached.probes().events());
      }
      case Absent _ -> {
        threads = null;
        events = null;
      }
    }
  }

  /// The name of a thread by the kernel's id, for any thread to ask; null for 0.
  @Nullable String nameOfWaker(long tid) {
    return threads == null ? null : threads.nameOfWaker(tid);
  }

  /// Records handled so far.
  synchronized long records() {
    return records;
  }

  /// Records of them whose thread was not known any more.
  synchronized long unresolved() {
    return unresolved;
  }

  /// Looks at the threads again if that is due.
  synchronized void keepUpToDate() {
    if (threads != null) {
      threads.keepUpToDate();
    }
  }

  @Override
  public synchronized void onThreadStarted(ThreadStarted started) {
    records++;
    if (threads != null) {
      threads.started();
    }
  }

  @Override
  public synchronized void onThreadEnded(ThreadEnded ended) {
    records++;
    if (threads != null) {
      threads.ended(ended, RecordNames.text(ended.comm()));
    }
  }

  @Override
  public synchronized void onFile(RecordKind kind, FileRecord file) {
    records++;
    KernelOrigin origin = origin(file);
    boolean moves = kind == RecordKind.FILE_READ || kind == RecordKind.FILE_WRITE;
    var operation =
        new FileOperation(
            RecordNames.path(file),
            file.descriptor(),
            file.inode(),
            SyscallNames.of(file.operation()),
            moves ? Math.max(0, file.result()) : 0,
            file.start(),
            file.duration(),
            file.result(),
            error(file.result()));
    switch (kind) {
      case FILE_OPEN -> FileOpenEvent.commit(clock, origin, operation);
      case FILE_READ -> FileReadEvent.commit(clock, origin, operation);
      case FILE_WRITE -> FileWriteEvent.commit(clock, origin, operation);
      case FILE_SYNC -> FileSyncEvent.commit(clock, origin, operation);
      case THREAD_STARTED, THREAD_ENDED -> throw unexpected(kind);
      case TCP_CONNECT, TCP_ACCEPT, TCP_CLOSE, TCP_RETRANSMIT, TCP_SEND, TCP_RECEIVE ->
          throw unexpected(kind);
      case KERNEL_EVENT -> throw unexpected(kind);
    }
  }

  @Override
  public synchronized void onTcp(RecordKind kind, TcpRecord tcp) {
    records++;
    KernelOrigin origin = origin(tcp);
    boolean moves = kind == RecordKind.TCP_SEND || kind == RecordKind.TCP_RECEIVE;
    var operation =
        new TcpOperation(
            RecordNames.local(tcp),
            tcp.localPort(),
            RecordNames.remote(tcp),
            tcp.remotePort(),
            SyscallNames.of(tcp.operation()),
            moves ? Math.max(0, tcp.result()) : 0,
            tcp.start(),
            tcp.duration(),
            tcp.result(),
            error(tcp.result()));
    switch (kind) {
      case TCP_CONNECT -> TcpConnectEvent.commit(clock, origin, operation);
      case TCP_ACCEPT -> TcpAcceptEvent.commit(clock, origin, operation);
      case TCP_CLOSE -> TcpCloseEvent.commit(clock, origin, operation);
      case TCP_RETRANSMIT -> TcpRetransmitEvent.commit(clock, origin, operation);
      case TCP_SEND -> TcpSendEvent.commit(clock, origin, operation);
      case TCP_RECEIVE -> TcpReceiveEvent.commit(clock, origin, operation);
      case THREAD_STARTED, THREAD_ENDED -> throw unexpected(kind);
      case FILE_OPEN, FILE_READ, FILE_WRITE, FILE_SYNC -> throw unexpected(kind);
      case KERNEL_EVENT -> throw unexpected(kind);
    }
  }

  @Override
  public synchronized void onKernelEvent(EventRecord event) {
    records++;
    if (events != null) {
      events.commit(clock, origin(event), event);
    }
  }

  /// Gives up the event types that belong to this tracing alone.
  synchronized void close() {
    if (events != null) {
      events.close();
    }
  }

  private static IllegalArgumentException unexpected(RecordKind kind) {
    return new IllegalArgumentException("record kind: " + kind);
  }

  private static @Nullable String error(long result) {
    if (result >= 0) {
      return null;
    }
    Errno errno = Errno.of(result);
    return errno == null ? "errno " + -result : errno.name();
  }

  private KernelOrigin origin(RecordHeader header) {
    long tid = header.tid();
    KnownThread known = threads == null || tid == 0 ? null : threads.byOsId(tid);
    if (known == null && tid != 0) {
      unresolved++;
    }
    long javaThread = header.javaThread();
    // HotSpot gives the id of a mounted virtual thread where the kernel thread's own differs.
    boolean virtual = javaThread != 0 && known != null && known.javaThreadId() != javaThread;
    return new KernelOrigin(
        known == null || virtual ? null : known.thread(),
        known == null || virtual ? "" : known.name(),
        javaThread != 0 || known == null ? javaThread : known.javaThreadId(),
        tid,
        methods.nameOfSpan(header.spanId()),
        header.spanId(),
        nameOfWaker(header.waker()));
  }
}
