package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.map.SegmentBytes;
import dev.jebpf.probes.kernel.Dentry;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.InetSock;
import dev.jebpf.probes.kernel.Mount;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.SocketStruct;
import dev.jebpf.probes.kernel.TaskStruct;
import dev.jebpf.probes.kernel.VfsMount;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IoProbeTest {
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int POLL = 7;
  private static final int SENDFILE = 40;
  private static final int ACCEPT4 = 288;
  private static final int OPENAT = 257;
  private static final int FSYNC = 74;
  private static final int GETPID = 39;

  private final Rig rig =
      new Rig(
          ProbeConfig.of(Rig.TGID, HotSpotOffsets.unavailable())
              .withSlots(16)
              .withThresholds(
                  Map.of(
                      RecordKind.FILE_READ, 1_000L,
                      RecordKind.FILE_OPEN, 1_000L,
                      RecordKind.TCP_SEND, 1_000L,
                      RecordKind.TCP_ACCEPT, 0L,
                      RecordKind.TCP_RECEIVE, 1_000L)));

  private final TaskStruct task = rig.task(101);

  IoProbeTest() {
    rig.in(task);
  }

  private Sock connect(int descriptor) {
    FileStruct file = rig.open(descriptor, 0xc000);
    Sock sock = rig.machine.structs.make(Sock.class, "family", 2, "protocol", 6);
    rig.machine.structs.set(
        rig.machine.cast(InetSock.class, rig.machine.address(sock)), "sourcePort", 0x901f);
    rig.machine.structs.set(
        sock, "remotePort", 0x3500, "remote4", 0x0100007f, "local4", 0x0200007f, "tcpState", 1);
    SocketStruct socket = rig.machine.structs.make(SocketStruct.class, "sock", sock);
    rig.machine.structs.set(file, "privateData", rig.machine.address(socket));
    return sock;
  }

  /// In a JVM that is not understood, so that there is none to be had.
  @Test
  void shouldWantTheStackOfWhatTakesLongEnough() {
    var wanting =
        new Rig(
            ProbeConfig.of(Rig.TGID, HotSpotOffsets.unavailable())
                .withSlots(16)
                .withThresholds(Map.of(RecordKind.FILE_READ, 1_000L))
                .withStacks(StackConfig.of(5_000, StackOffsets.unavailable())));
    TaskStruct reader = wanting.task(101);
    wanting.in(reader);
    wanting.open(3, 0x8000);

    wanting.syscall(reader, READ, 50, 4_999, 3, 0, 4096);
    assertThat(((FileRecord) wanting.records().getFirst()).stack()).isZero();

    wanting.syscall(reader, READ, 50, 5_000, 3, 0, 4096);
    assertThat(((FileRecord) wanting.records().getFirst()).stack())
        .isEqualTo(-StackCopied.NO_JAVA_THREAD.number());
  }

  @Test
  void shouldCountEveryReadAndRecordTheSlowOne() {
    rig.open(3, 0x8000);
    rig.slot(task).spanId(77);
    rig.syscall(task, READ, 100, 999, 3, 0, 4096);
    assertThat(rig.records()).isEmpty();
    rig.syscall(task, READ, 50, 1_000, 3, 0, 4096);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.FILE_READ.number());
    assertThat(record.tid()).isEqualTo(101);
    assertThat(record.spanId()).isEqualTo(77);
    assertThat(record.result()).isEqualTo(50);
    assertThat(record.duration()).isEqualTo(1_000);
    assertThat(record.inode()).isEqualTo(7_003);
    assertThat(record.descriptor()).isEqualTo(3);
    assertThat(record.operation()).isEqualTo(READ);
    assertThat(record.argument()).isEqualTo(4096);
    assertThat(rig.totals(RecordKind.FILE_READ).count()).isEqualTo(2);
    assertThat(rig.totals(RecordKind.FILE_READ).bytes()).isEqualTo(150);
    assertThat(rig.totals(RecordKind.FILE_READ).nanos()).isEqualTo(1_999);
  }

  @Test
  void shouldCountFailuresWithoutTheirBytes() {
    rig.open(3, 0x8000);
    rig.syscall(task, READ, -5, 10, 3);
    assertThat(rig.totals(RecordKind.FILE_READ).errors()).isEqualTo(1);
    assertThat(rig.totals(RecordKind.FILE_READ).bytes()).isZero();
  }

  @Test
  void shouldHaveTotalsButNoRecordsOfKindsThatAreNotWanted() {
    rig.open(3, 0x8000);
    rig.syscall(task, FSYNC, 0, 1_000_000, 3);
    assertThat(rig.records()).isEmpty();
    assertThat(rig.totals(RecordKind.FILE_SYNC).count()).isEqualTo(1);
  }

  @Test
  void shouldOnlyTakeRegularFilesForFiles() {
    rig.open(3, 0x1000);
    rig.syscall(task, READ, 1, 5_000, 3);
    rig.syscall(task, READ, -9, 5_000, 9);
    assertThat(rig.totals(RecordKind.FILE_READ).count()).isZero();
    assertThat(rig.records()).isEmpty();
  }

  @Test
  void shouldNotCountCallsThatDidNothing() {
    rig.open(3, 0x8000);
    rig.syscall(task, READ, -11, 5_000, 3);
    rig.syscall(task, READ, -512, 5_000, 3);
    assertThat(rig.totals(RecordKind.FILE_READ).count()).isZero();
  }

  @Test
  void shouldNameTheFileFromItsDirectoriesAcrossAMountPoint() {
    var structs = rig.machine.structs;
    var letters = rig.machine.kernelMemory;
    letters.put(1L, (long) 'a');
    letters.put(2L, (long) 'b');
    letters.put(3L, (long) 'm');
    Dentry root = structs.make(Dentry.class);
    VfsMount rootVisible = structs.make(VfsMount.class, "root", root);
    // The fake gives `visible` an offset of 0: the mount is at the address of its visible part.
    Mount rootMount = rig.machine.cast(Mount.class, rig.machine.address(rootVisible));
    structs.set(rootMount, "visible", rootVisible, "parent", rootMount);
    Dentry mountPoint = structs.make(Dentry.class, "name", 3L, "parent", root);
    Dentry top = structs.make(Dentry.class, "name", 9L);
    VfsMount visible = structs.make(VfsMount.class, "root", top);
    Mount mount = rig.machine.cast(Mount.class, rig.machine.address(visible));
    structs.set(mount, "visible", visible, "parent", rootMount, "mountPoint", mountPoint);
    Dentry directory = structs.make(Dentry.class, "name", 2L, "parent", top);
    Dentry leaf = structs.make(Dentry.class, "name", 1L, "parent", directory);
    structs.set(rig.open(3, 0x8000), "dentry", leaf, "mount", visible);
    rig.syscall(task, READ, 1, 5_000, 3);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(name(record)).isEqualTo("a\0b\0m\0");
    assertThat(record.components()).isEqualTo(3);
    assertThat(record.complete()).isEqualTo(1);
  }

  @Test
  void shouldGiveThePathAsGivenWhenAnOpenFails() {
    rig.machine.userMemory.put(0x9000L, (long) 'x');
    rig.syscall(task, OPENAT, -2, 5_000, -100, 0x9000, 0);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.FILE_OPEN.number());
    assertThat(record.descriptor()).isEqualTo(-1);
    assertThat(record.components()).isZero();
    assertThat(name(record)).isEqualTo("x\0");
    assertThat(rig.totals(RecordKind.FILE_OPEN).errors()).isEqualTo(1);
  }

  private static String name(FileRecord record) {
    var bytes = ((SegmentBytes) record.name()).segment().asSlice(0, record.nameLength());
    return new String(
        bytes.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Test
  void shouldDescribeTheConnectionOfASlowSend() {
    connect(4);
    rig.syscall(task, WRITE, 300, 2_000, 4, 0, 300);
    var record = (TcpRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_SEND.number());
    assertThat(record.result()).isEqualTo(300);
    assertThat(record.localPort()).isEqualTo(8080);
    assertThat(record.remotePort()).isEqualTo(53);
    assertThat(
            ((SegmentBytes) record.remoteAddress())
                .segment()
                .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
        .startsWith(127, 0, 0, 1);
    assertThat(rig.totals(RecordKind.TCP_SEND).bytes()).isEqualTo(300);
    assertThat(rig.totals(RecordKind.FILE_WRITE).count()).isZero();
  }

  @Test
  void shouldOnlyTakeTcpForTcp() {
    rig.machine.structs.set(connect(4), "protocol", 17);
    rig.machine.structs.set(connect(5), "family", 1);
    rig.syscall(task, READ, 300, 2_000, 4);
    rig.syscall(task, READ, 300, 2_000, 5);
    assertThat(rig.records()).isEmpty();
    assertThat(rig.totals(RecordKind.TCP_RECEIVE).count()).isZero();
  }

  @Test
  void shouldBeginAReceiveWithThePollBeforeIt() {
    connect(4);
    rig.machine.userMemory.put(0x9000L, 4L);
    rig.syscall(task, POLL, 1, 1_024_000, 0x9000, 1);
    rig.pass(100);
    rig.syscall(task, READ, 10, 500, 4);
    var record = (TcpRecord) rig.records().getFirst();
    assertThat(record.duration()).isEqualTo(1_024_000 + 100 + 500);
  }

  @Test
  void shouldNotBeginACallWithAPollOfSomethingElse() {
    connect(4);
    connect(5);
    rig.machine.userMemory.put(0x9000L, 4L);
    rig.syscall(task, POLL, 1, 1_024_000, 0x9000, 1);
    rig.syscall(task, READ, 10, 500, 5);
    rig.syscall(task, POLL, 1, 1_024_000, 0x9000, 1);
    rig.pass(2_000_000);
    rig.syscall(task, READ, 10, 500, 4);
    rig.syscall(task, POLL, 0, 1_024_000, 0x9000, 1);
    rig.syscall(task, READ, 10, 500, 4);
    assertThat(rig.records()).isEmpty();
    assertThat(rig.totals(RecordKind.TCP_RECEIVE).nanos()).isEqualTo(1_500);
  }

  @Test
  void shouldRecordTheConnectionThatWasAccepted() {
    connect(6);
    rig.syscall(task, ACCEPT4, 6, 10, 3);
    var record = (TcpRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_ACCEPT.number());
    assertThat(record.descriptor()).isEqualTo(6);
    assertThat(rig.totals(RecordKind.TCP_ACCEPT).bytes()).isZero();
  }

  @Test
  void shouldCountBothEndsOfASendfile() {
    connect(4);
    rig.open(3, 0x8000);
    rig.syscall(task, SENDFILE, 4_096, 10, 4, 3);
    assertThat(rig.totals(RecordKind.TCP_SEND).bytes()).isEqualTo(4_096);
    assertThat(rig.totals(RecordKind.FILE_READ).bytes()).isEqualTo(4_096);
  }

  @Test
  void shouldIgnoreOtherCallsAndOtherProcesses() {
    rig.open(3, 0x8000);
    rig.syscall(task, GETPID, 1, 5_000);
    rig.syscall(rig.task(900, 901), READ, 1, 5_000, 3);
    assertThat(rig.records()).isEmpty();
    assertThat(rig.maps.losses().lookup(0).callsUnaccounted()).isZero();
  }

  @Test
  void shouldCountCallsOfThreadsWithoutASlot() {
    rig.syscall(rig.task(102), READ, 1, 5_000, 3);
    assertThat(rig.maps.losses().lookup(0).callsUnaccounted()).isEqualTo(1);
  }
}
