package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Operations on files and connections that this JVM does and the kernel sees.
@Tag("kernel")
class OperationsKernelTest {
  private static LiveProbes live;

  @TempDir private static Path folder;

  @BeforeAll
  static void open() {
    var all = new EnumMap<RecordKind, Long>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      all.put(kind, 0L);
    }
    live =
        new LiveProbes(
            ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable()).withThresholds(all));
  }

  @AfterAll
  static void close() {
    live.close();
  }

  private static void haveSlot() throws InterruptedException {
    Thread.sleep(1);
  }

  @Test
  void shouldSeeAFileOpenedWrittenSyncedAndReadUnderItsPath() throws Exception {
    haveSlot();
    Path file = folder.toRealPath().resolve("ünï.txt");
    var before = live.probes.totals();
    long start = System.nanoTime();
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1234]));
      channel.force(true);
      channel.read(ByteBuffer.allocate(77), 10);
    }
    long end = System.nanoTime();
    for (var kind :
        new RecordKind[] {
          RecordKind.FILE_OPEN, RecordKind.FILE_WRITE, RecordKind.FILE_SYNC, RecordKind.FILE_READ
        }) {
      var operation = live.await(o -> o.kind() == kind && o.name().equals(file.toString()));
      assertThat(operation.tid()).isEqualTo(LiveProbes.tid());
      assertThat(operation.start()).isBetween(start, end);
      assertThat(operation.duration()).isBetween(1L, end - start);
      switch (kind) {
        case FILE_WRITE -> assertThat(operation.result()).isEqualTo(1234);
        case FILE_READ -> assertThat(operation.result()).isEqualTo(77);
        default -> assertThat(operation.result()).isNotNegative();
      }
    }
    var after = live.probes.totals();
    assertThat(bytes(after, RecordKind.FILE_WRITE) - bytes(before, RecordKind.FILE_WRITE))
        .isGreaterThanOrEqualTo(1234);
  }

  private static long bytes(Map<RecordKind, OperationTotal> totals, RecordKind kind) {
    return totals.get(kind).bytes();
  }

  @Test
  void shouldSeeAnOpenThatFails() throws Exception {
    haveSlot();
    Path missing = folder.resolve("no/such/file");
    Assertions.assertThatThrownBy(() -> FileChannel.open(missing))
        .isInstanceOf(NoSuchFileException.class);
    var operation =
        live.await(o -> o.kind() == RecordKind.FILE_OPEN && o.name().equals(missing.toString()));
    assertThat(operation.result()).isEqualTo(-2);
  }

  @Test
  void shouldNotTakeAPipeForAFile() throws Exception {
    haveSlot();
    Pipe pipe = Pipe.open();
    live.operations();
    pipe.sink().write(ByteBuffer.wrap(new byte[4321]));
    pipe.source().read(ByteBuffer.allocate(4321));
    assertThat(live.operations()).noneMatch(o -> o.result() == 4321);
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void shouldFollowAConnectionFromConnectToClose() throws Exception {
    haveSlot();
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      try (var client = new Socket(server.getInetAddress(), port);
          var accepted = server.accept()) {
        client.getOutputStream().write(new byte[999]);
        accepted.getInputStream().readNBytes(999);
      }
    }
    var connect = live.await(o -> o.kind() == RecordKind.TCP_CONNECT && o.remotePort() == port);
    assertThat(connect.name()).isEqualTo("127.0.0.1");
    assertThat(connect.tid()).isEqualTo(LiveProbes.tid());
    assertThat(connect.result()).isZero();
    assertThat(connect.duration()).isPositive();
  }

  @Test
  void shouldSeeAcceptSendReceiveAndClose() throws Exception {
    haveSlot();
    for (var kind :
        new RecordKind[] {
          RecordKind.TCP_ACCEPT, RecordKind.TCP_SEND, RecordKind.TCP_RECEIVE, RecordKind.TCP_CLOSE
        }) {
      live.operations();
      int port;
      try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = server.getLocalPort();
        try (var client = new Socket(server.getInetAddress(), port);
            var accepted = server.accept()) {
          client.getOutputStream().write(new byte[999]);
          accepted.getInputStream().readNBytes(999);
        }
      }
      var operation =
          live.await(o -> o.kind() == kind && (o.localPort() == port || o.remotePort() == port));
      assertThat(operation.tid()).isEqualTo(LiveProbes.tid());
      switch (kind) {
        case TCP_SEND, TCP_RECEIVE -> assertThat(operation.result()).isEqualTo(999);
        case TCP_ACCEPT -> assertThat(operation.localPort()).isEqualTo(port);
        default -> assertThat(operation.duration()).isPositive();
      }
    }
  }

  @Test
  void shouldTimeAConnectThatDoesNotWait() throws Exception {
    haveSlot();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      channel.connect(server.getLocalSocketAddress());
      var connect =
          live.await(
              o -> o.kind() == RecordKind.TCP_CONNECT && o.remotePort() == server.getLocalPort());
      assertThat(connect.result()).isZero();
      channel.finishConnect();
    }
  }

  @Test
  void shouldTellThatAConnectWasRefused() throws Exception {
    haveSlot();
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (var client = new Socket()) {
      Assertions.assertThatThrownBy(
              () -> client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
          .isInstanceOf(ConnectException.class);
    }
    var connect = live.await(o -> o.kind() == RecordKind.TCP_CONNECT && o.remotePort() == port);
    assertThat(connect.result()).isEqualTo(-111);
  }

  @Test
  void shouldBeginAReceiveWithItsWaitAlsoWithATimeout() throws Exception {
    haveSlot();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort());
        var accepted = server.accept()) {
      client.setSoTimeout(10_000);
      Thread sender =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      Thread.sleep(100);
                      accepted.getOutputStream().write(new byte[321]);
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
      client.getInputStream().readNBytes(321);
      sender.join();
    }
    var receive = live.await(o -> o.kind() == RecordKind.TCP_RECEIVE && o.result() == 321);
    assertThat(receive.duration()).isGreaterThan(60_000_000);
  }

  @Test
  void shouldKeepToTheThreshold() throws Exception {
    haveSlot();
    live.probes.threshold(RecordKind.FILE_WRITE, 3_600_000_000_000L);
    try {
      live.operations();
      Files.write(folder.resolve("quick"), new byte[5555]);
      assertThat(live.operations()).noneMatch(o -> o.result() == 5555);
    } finally {
      live.probes.threshold(RecordKind.FILE_WRITE, 0);
    }
  }
}
