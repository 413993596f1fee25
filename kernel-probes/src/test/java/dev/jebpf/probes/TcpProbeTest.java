package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.probes.kernel.SkBuff;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.TaskStruct;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
  private static final int ESTABLISHED = 1;
  private static final int SYN_SENT = 2;
  private static final int SYN_RECV = 3;
  private static final int FIN_WAIT1 = 4;
  private static final int FIN_WAIT2 = 5;
  private static final int CLOSE = 7;
  private static final int CLOSE_WAIT = 8;
  private static final int IN_SOFTIRQ = 0x101;

  private final Rig rig = new Rig();
  private final TaskStruct task = rig.task(101);
  private final TaskStruct other = rig.task(102);
  private final Sock sock = rig.machine.structs.make(Sock.class, "family", 10, "protocol", 6);

  TcpProbeTest() {
    rig.in(task);
    rig.in(other);
    rig.slot(task).spanId(5);
    rig.machine.current = task;
  }

  private void become(int from, int to, int preemptCount) {
    rig.preemptCount(preemptCount);
    rig.tcp.onState(sock, from, to);
    rig.preemptCount(0);
  }

  private TcpRecord only() {
    var records = rig.records();
    assertThat(records).hasSize(1);
    return (TcpRecord) records.getFirst();
  }

  @Test
  void shouldTimeAConnectToEstablishedAndBlameWhoCalledIt() {
    become(CLOSE, SYN_SENT, 1);
    rig.pass(4_000);
    rig.machine.current = rig.task(900, 900);
    become(SYN_SENT, ESTABLISHED, IN_SOFTIRQ);
    TcpRecord record = only();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_CONNECT.number());
    assertThat(record.tid()).isEqualTo(101);
    assertThat(record.spanId()).isEqualTo(5);
    assertThat(record.duration()).isEqualTo(4_000);
    assertThat(record.result()).isZero();
    assertThat(rig.totals(RecordKind.TCP_CONNECT).count()).isEqualTo(1);
  }

  @Test
  void shouldTellWhyAConnectFailed() {
    become(CLOSE, SYN_SENT, 1);
    rig.pass(70);
    rig.machine.structs.set(sock, "error", 111);
    become(SYN_SENT, CLOSE, IN_SOFTIRQ);
    assertThat(only().result()).isEqualTo(-111);
    assertThat(rig.totals(RecordKind.TCP_CONNECT).errors()).isEqualTo(1);
    become(ESTABLISHED, CLOSE, IN_SOFTIRQ);
    assertThat(rig.records()).isEmpty();
  }

  @Test
  void shouldRecordTheCloseWithTheThreadThatClosed() {
    become(CLOSE, SYN_SENT, 1);
    become(SYN_SENT, ESTABLISHED, IN_SOFTIRQ);
    rig.records();
    rig.pass(1_000);
    rig.machine.current = other;
    become(ESTABLISHED, FIN_WAIT1, 1);
    become(FIN_WAIT1, FIN_WAIT2, IN_SOFTIRQ);
    become(FIN_WAIT2, CLOSE, IN_SOFTIRQ);
    TcpRecord record = only();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_CLOSE.number());
    assertThat(record.tid()).isEqualTo(102);
    assertThat(record.duration()).isEqualTo(1_000);
    assertThat(record.tcpState()).isEqualTo(FIN_WAIT2);
    assertThat(rig.maps.connections().lookup(rig.machine.address(sock))).isNull();
  }

  @Test
  void shouldNotBlameAReceiverForThePeersFin() {
    become(CLOSE, SYN_SENT, 1);
    become(SYN_SENT, ESTABLISHED, IN_SOFTIRQ);
    rig.machine.current = other;
    become(ESTABLISHED, CLOSE_WAIT, 1);
    rig.records();
    rig.machine.current = rig.task(900, 900);
    become(CLOSE_WAIT, CLOSE, IN_SOFTIRQ);
    assertThat(only().tid()).isEqualTo(101);
  }

  @Test
  void shouldRecordRetransmitsOfItsOwnConnections() {
    SkBuff packet = rig.machine.structs.make(SkBuff.class, "length", 1_448);
    rig.tcp.onRetransmit(sock, packet);
    assertThat(rig.records()).isEmpty();
    become(CLOSE, SYN_SENT, 1);
    rig.tcp.onRetransmit(sock, packet);
    TcpRecord record = only();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_RETRANSMIT.number());
    assertThat(record.result()).isEqualTo(1_448);
    assertThat(record.tid()).isEqualTo(101);
  }

  @Test
  void shouldLeaveForeignConnectionsAlone() {
    rig.machine.current = rig.task(900, 900);
    become(CLOSE, SYN_SENT, 1);
    become(SYN_SENT, ESTABLISHED, IN_SOFTIRQ);
    become(ESTABLISHED, CLOSE, 1);
    rig.machine.current = task;
    become(SYN_RECV, ESTABLISHED, IN_SOFTIRQ);
    become(CLOSE, SYN_SENT, IN_SOFTIRQ);
    become(SYN_SENT, ESTABLISHED, IN_SOFTIRQ);
    assertThat(rig.records()).isEmpty();
  }
}
