package dev.jebpf.correlator;

import dev.jebpf.correlator.KernelSide.Absent;
import dev.jebpf.correlator.KernelSide.Attached;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.jfr.BlockedInterval;
import dev.jebpf.jfr.ChunkOutput;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.EventOutput;
import dev.jebpf.jfr.EventTypes;
import dev.jebpf.jfr.FileOpenEvent;
import dev.jebpf.jfr.FileOperation;
import dev.jebpf.jfr.FileReadEvent;
import dev.jebpf.jfr.FileSyncEvent;
import dev.jebpf.jfr.FileWriteEvent;
import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.jfr.LiveOutput;
import dev.jebpf.jfr.TcpAcceptEvent;
import dev.jebpf.jfr.TcpCloseEvent;
import dev.jebpf.jfr.TcpConnectEvent;
import dev.jebpf.jfr.TcpOperation;
import dev.jebpf.jfr.TcpReceiveEvent;
import dev.jebpf.jfr.TcpRetransmitEvent;
import dev.jebpf.jfr.TcpSendEvent;
import dev.jebpf.jfr.ThreadBlockedEvent;
import dev.jebpf.linux.Errno;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.FileRecord;
import dev.jebpf.probes.OperationRecord;
import dev.jebpf.probes.RecordHandler;
import dev.jebpf.probes.RecordHeader;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.RecordNames;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.probes.SyscallNames;
import dev.jebpf.probes.TcpRecord;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadStarted;
import dev.jebpf.span.MethodRegistry;
import dev.jebpf.thread.KnownThread;
import dev.jebpf.thread.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Joins the kernel's records with the Java thread, the span and the waker, and makes events of
/// them. Locked while it works, so that accounts can be recorded in between.
final class RecordJoin implements RecordHandler {
  private final MethodRegistry methods;
  private final @Nullable ThreadAccounts threads;
  private final WaitingRecords waiting = new WaitingRecords();
  private final AwaitedStacks stacks = AwaitedStacks.ofOperations();
  private final StackCounts counts;
  private final @Nullable KernelEventJoin events;
  private EventOutput output;
  private long records;

  RecordJoin(EventClock clock, MethodRegistry methods, KernelSide kernel, StackCounts counts) {
    output = new LiveOutput(clock);
    this.methods = methods;
    this.counts = counts;
    switch (kernel) {
      case Attached attached -> {
        threads = attached.threads();
        events = new KernelEventJoin(attached.probes().events(), attached.stacksOfOperations());
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

  /// The name of a platform thread by its Java id, for any thread to ask; null when it is not
  /// known.
  @Nullable String nameOfJavaThread(long id) {
    return threads == null ? null : threads.nameOfJavaThread(id);
  }

  /// The classes of all events that can come of records.
  List<Class<? extends Event>> eventClasses() {
    List<Class<? extends Event>> classes = new ArrayList<>(EventTypes.operations());
    if (events != null) {
      classes.addAll(events.classes());
    }
    return classes;
  }

  /// Has all further events go into chunks of their own.
  synchronized void output(ChunkOutput chunks) {
    output = chunks;
  }

  /// Records handled so far.
  synchronized long records() {
    return records;
  }

  /// Records of them whose thread never became known.
  synchronized long unresolved() {
    return waiting.unresolved();
  }

  /// Looks at the threads again if that is due, and makes events of the records that waited for it.
  synchronized void keepUpToDate() {
    if (threads != null && threads.keepUpToDate()) {
      waiting.looked(threads::byOsId);
    }
    stacks.expire();
  }

  /// Whether records wait for their thread to become known.
  synchronized boolean waits() {
    return !waiting.isEmpty();
  }

  /// Makes events of all records that wait, for their stack or for their thread to become known.
  synchronized void finish() {
    stacks.close();
    if (threads != null) {
      threads.look();
      waiting.finish(threads::byOsId);
    }
  }

  @Override
  public synchronized void onThreadStarted(ThreadStarted started) {
    records++;
    if (threads != null) {
      threads.started(started.tid());
    }
  }

  @Override
  public synchronized void onThreadEnded(ThreadEnded ended) {
    records++;
    if (threads != null) {
      KnownThread who = threads.ended(ended, RecordNames.text(ended.comm()));
      waiting.ended(who);
    }
  }

  @Override
  public synchronized void onFile(RecordKind kind, FileRecord file) {
    records++;
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
            error(file.result()),
            null);
    attribute(file, (origin, stack) -> commit(kind, origin, operation.withStack(stack)));
  }

  private void commit(RecordKind kind, KernelOrigin origin, FileOperation operation) {
    switch (kind) {
      case FILE_OPEN -> FileOpenEvent.commit(output, origin, operation);
      case FILE_READ -> FileReadEvent.commit(output, origin, operation);
      case FILE_WRITE -> FileWriteEvent.commit(output, origin, operation);
      case FILE_SYNC -> FileSyncEvent.commit(output, origin, operation);
      case THREAD_STARTED, THREAD_ENDED -> throw unexpected(kind);
      case TCP_CONNECT, TCP_ACCEPT, TCP_CLOSE, TCP_RETRANSMIT, TCP_SEND, TCP_RECEIVE ->
          throw unexpected(kind);
      case KERNEL_EVENT, THREAD_BLOCKED -> throw unexpected(kind);
    }
  }

  @Override
  public synchronized void onTcp(RecordKind kind, TcpRecord tcp) {
    records++;
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
            error(tcp.result()),
            null);
    attribute(tcp, (origin, stack) -> commit(kind, origin, operation.withStack(stack)));
  }

  private void commit(RecordKind kind, KernelOrigin origin, TcpOperation operation) {
    switch (kind) {
      case TCP_CONNECT -> TcpConnectEvent.commit(output, origin, operation);
      case TCP_ACCEPT -> TcpAcceptEvent.commit(output, origin, operation);
      case TCP_CLOSE -> TcpCloseEvent.commit(output, origin, operation);
      case TCP_RETRANSMIT -> TcpRetransmitEvent.commit(output, origin, operation);
      case TCP_SEND -> TcpSendEvent.commit(output, origin, operation);
      case TCP_RECEIVE -> TcpReceiveEvent.commit(output, origin, operation);
      case THREAD_STARTED, THREAD_ENDED -> throw unexpected(kind);
      case FILE_OPEN, FILE_READ, FILE_WRITE, FILE_SYNC -> throw unexpected(kind);
      case KERNEL_EVENT, THREAD_BLOCKED -> throw unexpected(kind);
    }
  }

  @Override
  public synchronized void onKernelEvent(EventRecord event) {
    records++;
    if (events != null) {
      attribute(event, events.read(() -> output, event));
    }
  }

  /// Whether a thread is one of the service, as far as it is known: not one that the JVM or the
  /// agent does its own work in.
  synchronized boolean isOfTheService(long tid) {
    KnownThread known = threads == null ? null : threads.byOsId(tid);
    return known == null || known.kind() == ThreadKind.JAVA || known.kind() == ThreadKind.NATIVE;
  }

  /// A thread was off the CPU; called by the thread that decodes stacks.
  ///
  /// @return what makes an event of it once all is known
  synchronized Consumer<BlockedInterval> onBlocked(BlockedRecord blocked) {
    records++;
    RecordCause cause = cause(blocked);
    return interval -> commit(cause, interval);
  }

  private synchronized void commit(RecordCause cause, BlockedInterval interval) {
    attribute(cause, origin -> ThreadBlockedEvent.commit(output, origin, interval));
  }

  /// The stack of an operation is known; called by the thread that decodes stacks.
  synchronized void onStack(AwaitedStacks.Key key, KnownStack stack) {
    stacks.add(key, stack);
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

  /// Finds out who caused a record and makes an event of it, at once or when its stack and its
  /// thread are known.
  private void attribute(
      OperationRecord record, BiConsumer<KernelOrigin, @Nullable KnownStack> commit) {
    RecordCause cause = cause(record);
    long stack = record.stack();
    if (stack == 0) {
      attribute(cause, origin -> commit.accept(origin, null));
    } else if (stack < 0) {
      String reason = StackCopied.of((int) -stack).label();
      attribute(cause, AwaitedStacks.absent(reason), commit);
    } else {
      stacks.whenKnown(
          new AwaitedStacks.Key(record.tid(), stack), known -> attribute(cause, known, commit));
    }
  }

  private void attribute(
      RecordCause cause, KnownStack stack, BiConsumer<KernelOrigin, @Nullable KnownStack> commit) {
    counts.addOperation(stack.stack());
    attribute(cause, origin -> commit.accept(origin, stack));
  }

  private RecordCause cause(RecordHeader header) {
    return new RecordCause(
        header.tid(),
        header.javaThread(),
        header.spanId(),
        methods.nameOfSpan(header.spanId()),
        nameOfWaker(header.waker()));
  }

  private void attribute(RecordCause cause, Consumer<KernelOrigin> commit) {
    long tid = cause.tid();
    KnownThread known = threads == null ? null : threads.byOsId(tid);
    if (threads == null || tid == 0 || cause.settledBy(known)) {
      commit.accept(cause.origin(known));
    } else {
      threads.unknown();
      waiting.add(cause, commit, known);
    }
  }
}
