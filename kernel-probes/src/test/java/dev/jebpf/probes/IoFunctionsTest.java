package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.map.SegmentBytes;
import dev.jebpf.probes.kernel.FileName;
import dev.jebpf.probes.kernel.FileStruct;
import dev.jebpf.probes.kernel.IoRequest;
import dev.jebpf.probes.kernel.Sock;
import dev.jebpf.probes.kernel.SocketStruct;
import dev.jebpf.probes.kernel.TaskStruct;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Operations at the kernel's functions, on a machine of fakes.
class IoFunctionsTest {
  private static final int READ = 0;
  private static final int FSYNC = 74;
  private static final int OPENAT = 257;
  private static final int POLL = 7;
  private static final int SENDFILE = 40;
  private static final int IO_URING_ENTER = 426;
  private static final int OUTER = 0x9000;
  private static final int INNER = 0x8f00;

  private final Rig rig = new Rig(recordAll());
  private final TaskStruct task = rig.task(101);
  private final FileStruct file = rig.open(3, 0x8000);

  IoFunctionsTest() {
    rig.in(task);
    rig.call(task, READ, 3, 0, 4096);
  }

  private static ProbeConfig recordAll() {
    var all = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      all.put(kind, 0L);
    }
    return ProbeConfig.of(Rig.TGID, HotSpotOffsets.unavailable()).withSlots(16).withThresholds(all);
  }

  private void at(int frame) {
    rig.machine.frame = frame;
  }

  private OperationTotals totals(RecordKind kind) {
    return rig.totals(kind);
  }

  @Test
  void shouldRecordAReadWithTheSystemCallItBelongsTo() {
    at(OUTER);
    rig.files.read(file);
    rig.pass(700);
    rig.files.readDone(300);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.FILE_READ.number());
    assertThat(record.tid()).isEqualTo(101);
    assertThat(record.duration()).isEqualTo(700);
    assertThat(record.result()).isEqualTo(300);
    assertThat(record.inode()).isEqualTo(7_003);
    assertThat(record.descriptor()).isEqualTo(3);
    assertThat(record.operation()).isEqualTo(READ);
    assertThat(record.argument()).isEqualTo(4096);
    assertThat(totals(RecordKind.FILE_READ).bytes()).isEqualTo(300);
  }

  @Test
  void shouldCountTheOutermostCallOnly() {
    at(OUTER);
    rig.files.write(file);
    at(INNER);
    rig.files.sync(file);
    rig.files.syncDone(0);
    rig.files.writeDone(10);
    assertThat(totals(RecordKind.FILE_WRITE).count()).isEqualTo(1);
    assertThat(totals(RecordKind.FILE_SYNC).count()).isZero();
  }

  @Test
  void shouldWaitForTheOuterOfTwoCallsOfTheSameFunction() {
    rig.call(task, FSYNC, 3);
    at(OUTER);
    rig.files.sync(file);
    rig.pass(10);
    at(INNER);
    rig.files.sync(file);
    rig.pass(20);
    rig.files.syncDone(0);
    rig.pass(30);
    rig.files.syncDone(0);
    assertThat(totals(RecordKind.FILE_SYNC).count()).isEqualTo(1);
    assertThat(totals(RecordKind.FILE_SYNC).nanos()).isEqualTo(60);
  }

  @Test
  void shouldCountASyncOnceWhetherItsFunctionIsInlinedOrNot() {
    rig.call(task, FSYNC, 3);
    at(OUTER);
    rig.files.fsync();
    at(INNER);
    rig.files.sync(file);
    rig.files.syncDone(0);
    rig.files.fsyncDone(0);
    rig.files.fdatasync();
    rig.files.fdatasyncDone(-5);
    assertThat(totals(RecordKind.FILE_SYNC).count()).isEqualTo(2);
    assertThat(totals(RecordKind.FILE_SYNC).errors()).isEqualTo(1);
    rig.call(task, FSYNC, 9);
    rig.files.fsync();
    rig.files.fsyncDone(-9);
    assertThat(totals(RecordKind.FILE_SYNC).count()).isEqualTo(2);
  }

  @Test
  void shouldRecoverFromAReturnThatWasNotReported() {
    at(OUTER);
    rig.files.read(file);
    rig.pass(1_000);
    rig.files.read(file);
    rig.pass(5);
    rig.files.readDone(1);
    assertThat(totals(RecordKind.FILE_READ).count()).isEqualTo(1);
    assertThat(totals(RecordKind.FILE_READ).nanos()).isEqualTo(5);
    assertThat(rig.maps.losses().lookup(0).callsUnaccounted()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAReturnWithoutACall() {
    rig.files.readDone(300);
    assertThat(rig.records()).isEmpty();
  }

  @Test
  void shouldLeaveOutWhatIsNoRegularFileAndWhatDidNothing() {
    at(OUTER);
    rig.files.read(rig.open(4, 0x1000));
    rig.files.readDone(300);
    rig.files.read(file);
    rig.files.readDone(-11);
    rig.files.read(file);
    rig.files.readDone(-512);
    assertThat(totals(RecordKind.FILE_READ).count()).isZero();
    rig.files.read(file);
    rig.files.readDone(-5);
    assertThat(totals(RecordKind.FILE_READ).errors()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreOtherProcesses() {
    rig.machine.current = rig.task(900, 901);
    rig.files.read(file);
    rig.files.readDone(300);
    assertThat(rig.records()).isEmpty();
    assertThat(rig.maps.losses().lookup(0).callsUnaccounted()).isZero();
  }

  @Test
  void shouldNameAFailedOpenAsItWasGiven() {
    rig.call(task, OPENAT, -100, 0x9000, 0x80);
    long kept = 0xffff_8880_0000_9000L;
    rig.machine.kernelMemory.put(kept, (long) 'x');
    at(OUTER);
    rig.files.open(0, rig.machine.structs.make(FileName.class, "text", kept));
    rig.pass(5);
    rig.files.openDone(-2);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.result()).isEqualTo(-2);
    assertThat(record.argument()).isEqualTo(0x80);
    var name = ((SegmentBytes) record.name()).segment().asSlice(0, record.nameLength());
    assertThat(new String(name.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8))
        .isEqualTo("x\0");
  }

  @Test
  void shouldKnowAnOpenedFileByItself() {
    rig.call(task, OPENAT, -100, 0x9000, 0);
    at(OUTER);
    rig.files.open(0, rig.machine.structs.make(FileName.class));
    rig.files.openDone(rig.machine.address(file));
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.result()).isZero();
    assertThat(record.inode()).isEqualTo(7_003);
    rig.files.open(0, rig.machine.structs.make(FileName.class));
    rig.files.openDone(rig.machine.address(rig.open(5, 0x4000)));
    assertThat(totals(RecordKind.FILE_OPEN).count()).isEqualTo(1);
  }

  @Test
  void shouldCountARequestOfAnIoUringWhenItIsComplete() {
    rig.call(task, IO_URING_ENTER, 9, 1, 1);
    IoRequest request = rig.machine.structs.make(IoRequest.class, "file", file, "result", 77);
    at(OUTER);
    rig.files.uringRead(request);
    rig.files.uringReadDone(-529);
    assertThat(rig.records()).isEmpty();
    rig.files.uringRead(request);
    rig.files.uringReadDone(0);
    var record = (FileRecord) rig.records().getFirst();
    assertThat(record.result()).isEqualTo(77);
    assertThat(record.descriptor()).isEqualTo(-1);
    assertThat(record.operation()).isEqualTo(IO_URING_ENTER);
  }

  private Sock connection(int descriptor) {
    Sock sock = rig.machine.structs.make(Sock.class, "family", 2, "protocol", 6, "tcpState", 1);
    FileStruct socket = rig.open(descriptor, 0xc000);
    SocketStruct above = rig.machine.structs.make(SocketStruct.class, "sock", sock);
    rig.machine.structs.set(socket, "privateData", rig.machine.address(above));
    return sock;
  }

  @Test
  void shouldCountBothEndsOfASendfile() {
    connection(4);
    rig.call(task, SENDFILE, 4, 3, 0, 4_096);
    at(OUTER);
    rig.files.splice(file);
    at(INNER);
    rig.connections.send(connection(4));
    rig.connections.sendDone(4_096);
    rig.files.spliceDone(4_096);
    assertThat(totals(RecordKind.TCP_SEND).count()).isEqualTo(1);
    assertThat(totals(RecordKind.TCP_SEND).bytes()).isEqualTo(4_096);
    assertThat(totals(RecordKind.FILE_READ).bytes()).isEqualTo(4_096);
    assertThat(rig.records())
        .extracting(record -> ((RecordHeader) record).kind())
        .isEqualTo(List.of(RecordKind.TCP_SEND.number(), RecordKind.FILE_READ.number()));
  }

  @Test
  void shouldBeginAReceiveWithThePollBeforeIt() {
    Sock sock = connection(4);
    rig.machine.userMemory.put(0x9000L, 4L);
    rig.call(task, POLL, 0x9000, 1);
    at(OUTER);
    rig.connections.poll();
    rig.pass(1_024_000);
    rig.connections.pollDone(1);
    rig.pass(100);
    rig.call(task, READ, 4, 0, 10);
    rig.connections.receive(sock);
    rig.pass(500);
    rig.connections.receiveDone(10);
    var record = (TcpRecord) rig.records().getFirst();
    assertThat(record.kind()).isEqualTo(RecordKind.TCP_RECEIVE.number());
    assertThat(record.duration()).isEqualTo(1_024_000 + 100 + 500);
    assertThat(record.descriptor()).isEqualTo(4);
  }

  @Test
  void shouldCountAcceptsThatSucceed() {
    Sock listener = connection(4);
    at(OUTER);
    rig.connections.accept(listener);
    rig.connections.acceptDone(0);
    assertThat(totals(RecordKind.TCP_ACCEPT).count()).isZero();
    rig.connections.accept(listener);
    rig.connections.acceptDone(rig.machine.address(connection(5)));
    assertThat(totals(RecordKind.TCP_ACCEPT).count()).isEqualTo(1);
  }
}
