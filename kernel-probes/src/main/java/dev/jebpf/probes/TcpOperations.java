package dev.jebpf.probes;

import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.TaskStruct;
import org.jspecify.annotations.Nullable;

/// Totals and records of system calls on TCP connections.
final class TcpOperations {
  private final MappedArray<ProbeTable> table;
  private final TcpConnections connections;
  private final HotSpotThread hotSpot;
  private final OperationStacks stacks;
  private final RingBuffer ring;
  private final Totals totals;

  TcpOperations(
      MappedArray<ProbeTable> table,
      TcpConnections connections,
      HotSpotThread hotSpot,
      OperationStacks stacks,
      RingBuffer ring,
      Totals totals) {
    this.table = table;
    this.connections = connections;
    this.hotSpot = hotSpot;
    this.stacks = stacks;
    this.ring = ring;
    this.totals = totals;
  }

  /// An operation of the current task has come back.
  ///
  /// @param kind [Kinds#TCP_ACCEPT], [Kinds#TCP_SEND] or [Kinds#TCP_RECEIVE]
  /// @param bytes moved, when it did not fail
  void finished(
      int kind,
      TaskStruct task,
      Slot slot,
      long end,
      long result,
      long bytes,
      Sock sock,
      int descriptor,
      long argument) {
    long start = slot.enteredAt();
    totals.add(kind, result, bytes, end - start);
    Connection connection = known(kind, task, slot, end, sock);
    if (end - start < table.at(0).threshold(kind & RecordKind.ROWS - 1)) {
      return;
    }
    TcpRecord entry = ring.reserve(TcpRecord.class);
    if (entry == null) {
      totals.dropped(kind);
      return;
    }
    connections.describe(entry, sock, connection);
    entry.kind(kind);
    entry.tid(slot.tid());
    entry.javaThread(hotSpot.javaThread(task, slot));
    entry.spanId(slot.spanId());
    entry.waker(slot.waker());
    entry.start(start);
    entry.duration(end - start);
    entry.result(result);
    entry.operation((int) slot.syscall() - 1);
    entry.descriptor(descriptor);
    entry.tcpState(sock.tcpState());
    entry.argument(argument);
    entry.stack(stacks.over(task, slot, entry.duration()));
    ring.submit(entry, 0);
  }

  /// Connections that were there before us become known with their first use.
  private @Nullable Connection known(int kind, TaskStruct task, Slot slot, long now, Sock sock) {
    Connection connection = connections.find(sock);
    if (connection == null) {
      connection = connections.track(sock, task, slot);
      if (connection != null) {
        connection.established(kind == Kinds.TCP_ACCEPT ? now : 0);
      }
    }
    return connection;
  }
}
