package dev.jebpf.probes;

import dev.jebpf.lang.FunctionEntry;
import dev.jebpf.lang.FunctionReturn;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.Result;
import dev.jebpf.probes.kernel.Sock;

/// The kernel functions through which data goes into and out of TCP connections, whatever system
/// call, or request of io_uring, asked for it (`net/ipv4/tcp.c`, `inet_connection_sock.c`), and
/// `poll`, with which the JDK waits for data.
final class TcpFunctions {
  private final Helpers helpers;
  private final FunctionCalls calls;
  private final FinishedCalls finished;
  private final TcpConnections connections;

  TcpFunctions(
      Helpers helpers, FunctionCalls calls, FinishedCalls finished, TcpConnections connections) {
    this.helpers = helpers;
    this.calls = calls;
    this.finished = finished;
    this.connections = connections;
  }

  private void enter(int function, Sock sock) {
    Slot slot = calls.entering(function);
    if (slot != null && connections.tcp(sock)) {
      calls.begin(slot, function, helpers.address(sock));
    }
  }

  private void leave(int function, int kind, long result) {
    Slot slot = calls.returning(function);
    if (slot != null) {
      finished.onTcp(kind, slot, result, helpers.cast(Sock.class, slot.argument()));
    }
  }

  @FunctionEntry("tcp_sendmsg")
  void send(Sock sock) {
    enter(FunctionId.TCP_SEND, sock);
  }

  @FunctionReturn("tcp_sendmsg")
  void sendDone(@Result int result) {
    leave(FunctionId.TCP_SEND, Kinds.TCP_SEND, result);
  }

  @FunctionEntry("tcp_recvmsg")
  void receive(Sock sock) {
    enter(FunctionId.TCP_RECEIVE, sock);
  }

  @FunctionReturn("tcp_recvmsg")
  void receiveDone(@Result int result) {
    leave(FunctionId.TCP_RECEIVE, Kinds.TCP_RECEIVE, result);
  }

  @FunctionEntry("inet_csk_accept")
  void accept(Sock listener) {
    enter(FunctionId.ACCEPT, listener);
  }

  /// @param accepted the connection's `struct sock *`, null when there was none
  @FunctionReturn("inet_csk_accept")
  void acceptDone(@Result long accepted) {
    Slot slot = calls.returning(FunctionId.ACCEPT);
    if (slot == null) {
      return;
    }
    if (accepted != 0) {
      finished.onTcp(Kinds.TCP_ACCEPT, slot, 0, helpers.cast(Sock.class, accepted));
    } else {
      slot.syscall(0);
    }
  }

  @FunctionEntry("do_sys_poll")
  void poll() {
    Slot slot = calls.entering(FunctionId.POLL);
    if (slot != null) {
      calls.begin(slot, FunctionId.POLL, 0);
    }
  }

  @FunctionReturn("do_sys_poll")
  void pollDone(@Result int result) {
    Slot slot = calls.returning(FunctionId.POLL);
    if (slot != null) {
      finished.onPoll(slot, result);
    }
  }
}
