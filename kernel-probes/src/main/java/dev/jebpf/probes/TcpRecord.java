package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// Something happened on a TCP connection.
///
/// - connect: the thread that called `connect`, from the SYN to established or to the failure;
/// [#result] is 0 or a negative errno.
/// - accept: the thread and time of the system call; the result is the descriptor.
/// - close: the thread that closed or shut down, else the one that opened; from established to
/// closed (0 when that was not seen); the result is 0 or the negative error of the socket.
/// - retransmit: the thread that opened; the time is now; the result is the bytes of the packet.
/// - send, receive: the caller and its system call, with a `poll` of this one descriptor right
/// before; the result is bytes or a negative errno.
@Layout(size = OperationRecord.SIZE + 96)
public interface TcpRecord extends OperationRecord {
  int SIZE = OperationRecord.SIZE + 96;

  /// `AF_INET`.
  int INET = 2;

  /// `AF_INET6`.
  int INET6 = 10;

  /// System call number; -1 when there was none.
  @Offset(OperationRecord.SIZE)
  int operation();

  @Offset(OperationRecord.SIZE)
  void operation(int number);

  /// The file descriptor; -1 when not known.
  @Offset(OperationRecord.SIZE + 4)
  int descriptor();

  @Offset(OperationRecord.SIZE + 4)
  void descriptor(int fd);

  /// [#INET] or [#INET6].
  @Offset(OperationRecord.SIZE + 8)
  int family();

  @Offset(OperationRecord.SIZE + 8)
  void family(int number);

  /// `TCP_*` of `net/tcp_states.h`: the state before the event.
  @Offset(OperationRecord.SIZE + 12)
  int tcpState();

  @Offset(OperationRecord.SIZE + 12)
  void tcpState(int number);

  @Offset(OperationRecord.SIZE + 16)
  int localPort();

  @Offset(OperationRecord.SIZE + 16)
  void localPort(int port);

  @Offset(OperationRecord.SIZE + 20)
  int remotePort();

  @Offset(OperationRecord.SIZE + 20)
  void remotePort(int port);

  /// Payload bytes sent on the connection so far, retransmissions included
  /// (`tcp_sock::bytes_sent`).
  @Offset(OperationRecord.SIZE + 24)
  long bytesSent();

  @Offset(OperationRecord.SIZE + 24)
  void bytesSent(long bytes);

  /// Payload bytes received on the connection so far (`tcp_sock::bytes_received`).
  @Offset(OperationRecord.SIZE + 32)
  long bytesReceived();

  @Offset(OperationRecord.SIZE + 32)
  void bytesReceived(long bytes);

  /// Segments retransmitted on the connection so far (`tcp_sock::total_retrans`).
  @Offset(OperationRecord.SIZE + 40)
  int retransmits();

  @Offset(OperationRecord.SIZE + 40)
  void retransmits(int segments);

  /// Smoothed round-trip time in microseconds (`tcp_sock::srtt_us / 8`).
  @Offset(OperationRecord.SIZE + 44)
  int roundTripMicros();

  @Offset(OperationRecord.SIZE + 44)
  void roundTripMicros(int micros);

  /// Identity of the connection, equal in all its records: when it became known to the programs. 0
  /// when there was no room for it.
  @Offset(OperationRecord.SIZE + 48)
  long connection();

  @Offset(OperationRecord.SIZE + 48)
  void connection(long id);

  /// The system call's third argument: the length of a `read`, `write`, `sendto` or `recvfrom`.
  @Offset(OperationRecord.SIZE + 56)
  long argument();

  @Offset(OperationRecord.SIZE + 56)
  void argument(long value);

  /// Network order; IPv4 in the first four bytes.
  @Offset(OperationRecord.SIZE + 64)
  @Length(16)
  Bytes localAddress();

  /// Four bytes of it, as they lie in memory.
  @Offset(OperationRecord.SIZE + 64)
  @Length(4)
  void localWord(int index, int bytes);

  /// Network order; IPv4 in the first four bytes.
  @Offset(OperationRecord.SIZE + 80)
  @Length(16)
  Bytes remoteAddress();

  /// Four bytes of it, as they lie in memory.
  @Offset(OperationRecord.SIZE + 80)
  @Length(4)
  void remoteWord(int index, int bytes);
}
