package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.SkBuff;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.TaskStruct;

/// The life of TCP connections, from the state changes the kernel announces: connect with the time
/// to established, also when the call itself does not wait; close; retransmit.
///
/// Who is to blame is noted where a thread of the traced process acts (the SYN, the FIN), because
/// the rest happens in interrupts.
///
/// The same happens at the kernel's functions or at its tracepoints: `tcp_connect` sends the SYN,
/// `tcp_close` and `tcp_shutdown` the FIN, and every change of state goes through `tcp_set_state`,
/// which announces it as `inet_sock_set_state`.
final class TcpProbe {
  /// `enum` of `net/tcp_states.h`.
  private static final int ESTABLISHED = 1;

  private static final int SYN_SENT = 2;
  private static final int CLOSE = 7;
  private static final int CLOSE_WAIT = 8;

  /// `-ECANCELED`: the socket was closed while connecting.
  private static final long CANCELED = -125;

  private final Helpers helpers;
  private final Threads threads;
  private final MappedArray<ProbeTable> table;
  private final TcpConnections connections;
  private final OperationStacks stacks;
  private final RingBuffer ring;
  private final Totals totals;

  TcpProbe(
      Helpers helpers,
      Threads threads,
      MappedArray<ProbeTable> table,
      TcpConnections connections,
      OperationStacks stacks,
      RingBuffer ring,
      Totals totals) {
    this.helpers = helpers;
    this.threads = threads;
    this.table = table;
    this.connections = connections;
    this.stacks = stacks;
    this.ring = ring;
    this.totals = totals;
  }

  /// Minimum kernel 5.5.
  @BtfTracepoint("inet_sock_set_state")
  void onState(Sock sock, int from, int to) {
    if (!connections.tcp(sock)) {
      return;
    }
    if (to == SYN_SENT) {
      if (threads.currentActs()) {
        connecting(sock);
      }
      return;
    }
    if ((from == ESTABLISHED || from == CLOSE_WAIT) && to != CLOSE_WAIT && threads.currentActs()) {
      closing(sock);
    }
    changed(sock, from, to);
  }

  /// The SYN is about to be sent; the addresses are known.
  @FunctionEntry("tcp_connect")
  void onConnect(Sock sock) {
    if (threads.traced(threads.current()) && connections.tcp(sock)) {
      connecting(sock);
    }
  }

  @FunctionEntry("tcp_close")
  void onClose(Sock sock) {
    finishing(sock);
  }

  @FunctionEntry("tcp_shutdown")
  void onShutdown(Sock sock) {
    finishing(sock);
  }

  @FunctionEntry("tcp_set_state")
  void onSetState(Sock sock, int to) {
    if (connections.tcp(sock)) {
      changed(sock, sock.tcpState(), to);
    }
  }

  /// Whoever closes an open connection first is the one who closes it.
  private void finishing(Sock sock) {
    int state = sock.tcpState();
    if ((state == ESTABLISHED || state == CLOSE_WAIT)
        && threads.traced(threads.current())
        && connections.tcp(sock)) {
      closing(sock);
    }
  }

  private void changed(Sock sock, int from, int to) {
    if (to != ESTABLISHED && to != CLOSE) {
      return;
    }
    Connection connection = connections.find(sock);
    if (connection == null) {
      return;
    }
    long now = helpers.ktimeGetNs();
    if (from == SYN_SENT) {
      long result = to == ESTABLISHED ? 0 : failure(sock);
      connection.established(now);
      record(Kinds.TCP_CONNECT, sock, connection, from, connection.started(), now, result);
      connection.stack(0);
    } else if (to == CLOSE) {
      long begin = connection.established();
      long start = begin == 0 ? now : begin;
      record(Kinds.TCP_CLOSE, sock, connection, from, start, now, -(long) sock.error());
    }
    if (to == CLOSE) {
      connections.forget(sock);
    }
  }

  private static long failure(Sock sock) {
    int error = sock.error();
    return error == 0 ? CANCELED : -(long) error;
  }

  private void connecting(Sock sock) {
    TaskStruct task = threads.current();
    Slot slot = threads.find(task);
    if (slot == null) {
      return;
    }
    Connection connection = connections.track(sock, task, slot);
    if (connection != null) {
      connection.started(helpers.ktimeGetNs());
      connection.established(0);
      connection.stack(stacks.begun(task, slot));
    }
  }

  /// From here on the connection belongs to the thread that closes it.
  private void closing(Sock sock) {
    if (connections.find(sock) == null) {
      return;
    }
    TaskStruct task = threads.current();
    Slot slot = threads.find(task);
    if (slot != null) {
      Connection connection = connections.track(sock, task, slot);
      if (connection != null && connection.stack() == 0) {
        connection.stack(stacks.momentary(task, slot));
      }
    }
  }

  /// Minimum kernel 5.5; the third argument, the packet's own result, is there from 6.15 on.
  @BtfTracepoint("tcp_retransmit_skb")
  void onRetransmit(Sock sock, SkBuff packet) {
    retransmitted(sock, packet);
  }

  /// `tcp_retransmit_skb` and probes of a lost tail both go through this; a packet that the
  /// device's queue has no room for counts too, which the tracepoint leaves out.
  @FunctionEntry({"__tcp_retransmit_skb", "tcp_retransmit_skb"})
  void onRetransmitted(Sock sock, SkBuff packet) {
    retransmitted(sock, packet);
  }

  private void retransmitted(Sock sock, SkBuff packet) {
    Connection connection = connections.find(sock);
    if (connection != null) {
      long now = helpers.ktimeGetNs();
      record(Kinds.TCP_RETRANSMIT, sock, connection, sock.tcpState(), now, now, packet.length());
    }
  }

  /// A close and a retransmit are moments.
  private long stack(int kind, Connection connection, long nanos) {
    if (kind == Kinds.TCP_RETRANSMIT) {
      return stacks.kept(0, 0);
    }
    return stacks.kept(connection.stack(), kind == Kinds.TCP_CLOSE ? 0 : nanos);
  }

  private void record(
      int kind, Sock sock, Connection connection, int state, long start, long end, long result) {
    totals.add(kind, result, 0, end - start);
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
    entry.tid(connection.opener());
    entry.javaThread(connection.javaThread());
    entry.spanId(connection.spanId());
    entry.waker(connection.waker());
    entry.start(start);
    entry.duration(end - start);
    entry.result(result);
    entry.stack(stack(kind, connection, end - start));
    entry.operation(-1);
    entry.descriptor(-1);
    entry.tcpState(state);
    entry.argument(0);
    ring.submit(entry, 0);
  }
}
