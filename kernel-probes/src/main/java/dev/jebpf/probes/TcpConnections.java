package dev.jebpf.probes;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.InetSock;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.TaskStruct;
import dev.jebpf.probes.kernel.TcpSock;
import org.jspecify.annotations.Nullable;

/// The TCP connections of the traced process, and what a record says of one.
final class TcpConnections {
  /// `IPPROTO_TCP`.
  private static final int TCP = 6;

  private final Helpers helpers;
  private final HashTable<Connection> connections;
  private final HotSpotThread hotSpot;
  private final Losses losses;

  TcpConnections(
      Helpers helpers, HashTable<Connection> connections, HotSpotThread hotSpot, Losses losses) {
    this.helpers = helpers;
    this.connections = connections;
    this.hotSpot = hotSpot;
    this.losses = losses;
  }

  /// Whether the socket is a TCP one over IPv4 or IPv6.
  boolean tcp(Sock sock) {
    int family = sock.family();
    return (family == TcpRecord.INET || family == TcpRecord.INET6) && sock.protocol() == TCP;
  }

  @Nullable Connection find(Sock sock) {
    return connections.lookup(helpers.address(sock));
  }

  /// Remembers a connection of the current task, or makes it its own.
  @Nullable Connection track(Sock sock, TaskStruct task, Slot slot) {
    Connection connection = connections.lookupOrInsert(helpers.address(sock));
    if (connection == null) {
      losses.connectionUntracked();
      return null;
    }
    if (connection.id() == 0) {
      connection.id(helpers.ktimeGetNs());
    }
    connection.opener(slot.tid());
    connection.javaThread(hotSpot.javaThread(task, slot));
    connection.spanId(slot.spanId());
    connection.waker(slot.waker());
    return connection;
  }

  void forget(Sock sock) {
    connections.delete(helpers.address(sock));
  }

  /// Fills in all that does not depend on the operation.
  void describe(TcpRecord entry, Sock sock, @Nullable Connection connection) {
    long address = helpers.address(sock);
    entry.size(TcpRecord.SIZE);
    entry.family(sock.family());
    entry.localPort(swap(helpers.cast(InetSock.class, address).sourcePort()));
    entry.remotePort(swap(sock.remotePort()));
    TcpSock tcp = helpers.cast(TcpSock.class, address);
    entry.bytesSent(tcp.bytesSent());
    entry.bytesReceived(tcp.bytesReceived());
    entry.retransmits(tcp.retransmits());
    entry.roundTripMicros(tcp.smoothedRoundTrip() >>> 3);
    entry.connection(connection == null ? 0 : connection.id());
    if (sock.family() == TcpRecord.INET) {
      addresses(entry, sock);
    } else {
      wideAddresses(entry, sock);
    }
  }

  private static int swap(int port) {
    return (port & 0xff) << 8 | (port >>> 8 & 0xff);
  }

  private static void addresses(TcpRecord entry, Sock sock) {
    entry.localWord(0, sock.local4());
    entry.remoteWord(0, sock.remote4());
    for (int i = 1; i < 4; i++) {
      entry.localWord(i, 0);
      entry.remoteWord(i, 0);
    }
  }

  private static void wideAddresses(TcpRecord entry, Sock sock) {
    entry.localWord(0, sock.local6A());
    entry.localWord(1, sock.local6B());
    entry.localWord(2, sock.local6C());
    entry.localWord(3, sock.local6D());
    entry.remoteWord(0, sock.remote6A());
    entry.remoteWord(1, sock.remote6B());
    entry.remoteWord(2, sock.remote6C());
    entry.remoteWord(3, sock.remote6D());
  }
}
