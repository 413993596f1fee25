package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.probes.RecordKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real connects, each in a span of its own, and what the recording says of them.
@Tag("kernel")
class ConnectsKernelTest {
  private static final CorrelatorOptions OPTIONS =
      new CorrelatorOptions(
          true,
          Map.of(RecordKind.TCP_CONNECT, 0L, RecordKind.FILE_SYNC, Long.MAX_VALUE),
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          8192,
          List.of());
  private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("::1");
  private static final int TIMEOUT_MILLIS = 300;

  /// A connect that was made.
  private record Made(int port, long start, long end, long thread) {}

  private interface Connect {
    int run() throws Exception;
  }

  private static final Map<String, Made> MADE = new HashMap<>();
  private static final Map<Integer, RecordedEvent> SEEN = new HashMap<>();

  @BeforeAll
  static void connectInEveryWay(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("connects.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      try (Correlator correlator = Correlator.start(OPTIONS, WovenCalls.bridge())) {
        assertThat(correlator.problems()).isEmpty();
        make(correlator);
      }
      recording.stop();
      recording.dump(file);
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jebpf.TcpConnect")) {
        SEEN.put(event.getInt("remotePort"), event);
      }
    }
  }

  private static void make(Correlator correlator) throws Exception {
    Thread.sleep(1);
    span(correlator, "accepted", () -> accepted(FOUR));
    span(correlator, "six", () -> accepted(SIX));
    span(correlator, "refused", ConnectsKernelTest::refused);
    span(correlator, "unanswered", ConnectsKernelTest::unanswered);
    span(correlator, "polled", ConnectsKernelTest::polled);
    Thread virtual =
        Thread.ofVirtual().start(() -> span(correlator, "virtual", () -> accepted(FOUR)));
    virtual.join();
  }

  private static void span(Correlator correlator, String name, Connect connect) {
    int id = correlator.methods().register("Connect", name, "()V");
    long start = System.nanoTime();
    try {
      long token = WovenCalls.enter(id);
      int port = connect.run();
      WovenCalls.exit(token, id, null);
      long thread = Thread.currentThread().threadId();
      MADE.put("Connect." + name, new Made(port, start, System.nanoTime(), thread));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static int accepted(InetAddress local) throws IOException {
    try (var server = new ServerSocket(0, 5, local);
        var client = new Socket(local, server.getLocalPort());
        var accepted = server.accept()) {
      assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
      return server.getLocalPort();
    }
  }

  private static int refused() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 1, FOUR)) {
      port = server.getLocalPort();
    }
    assertThatThrownBy(() -> new Socket(FOUR, port)).isInstanceOf(ConnectException.class);
    return port;
  }

  /// The kernel drops the SYN to a listener whose queue is full.
  private static int unanswered() throws IOException {
    List<Socket> queued = new ArrayList<>();
    try (var server = new ServerSocket(0, 1, FOUR)) {
      try {
        while (true) {
          var client = new Socket();
          queued.add(client);
          client.connect(server.getLocalSocketAddress(), TIMEOUT_MILLIS);
        }
      } catch (SocketTimeoutException full) {
        return server.getLocalPort();
      }
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  private static int polled() throws IOException {
    try (var server = new ServerSocket(0, 5, FOUR);
        var channel = SocketChannel.open();
        var selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(new InetSocketAddress(FOUR, server.getLocalPort()))) {
        assertThat(selector.select(10_000)).isEqualTo(1);
        assertThat(channel.finishConnect()).isTrue();
      }
      return server.getLocalPort();
    }
  }

  @AfterAll
  static void forget() {
    MADE.clear();
    SEEN.clear();
  }

  /// Address, port, Java thread and time are those of the connect that was made; of several to one
  /// port, of the last.
  private static RecordedEvent check(String name, InetAddress address) {
    Made made = MADE.get("Connect." + name);
    RecordedEvent event = SEEN.get(made.port);
    assertThat(event).as(name).isNotNull();
    assertThat(InetAddress.ofLiteral(event.getString("remoteAddress"))).isEqualTo(address);
    assertThat(event.getDuration().toNanos()).isBetween(1L, made.end - made.start);
    assertThat(event.getLong("javaThreadId")).isEqualTo(made.thread);
    return event;
  }

  /// The same of a platform thread, with its span; those of virtual threads take the agent's hooks.
  private static RecordedEvent checkWithSpan(String name, InetAddress address) {
    RecordedEvent event = check(name, address);
    assertThat(event.getString("method")).isEqualTo("Connect." + name);
    return event;
  }

  @Test
  void shouldSeeAConnectThatIsAccepted() {
    RecordedEvent event = checkWithSpan("accepted", FOUR);
    assertThat(event.getLong("result")).isZero();
    assertThat(event.getThread("thread").getJavaThreadId())
        .isEqualTo(MADE.get("Connect.accepted").thread);
  }

  @Test
  void shouldSeeAConnectOverIpv6() {
    assertThat(checkWithSpan("six", SIX).getLong("result")).isZero();
  }

  @Test
  void shouldSeeAConnectThatIsRefused() {
    assertThat(checkWithSpan("refused", FOUR).getLong("result")).isEqualTo(-111);
  }

  /// The last of several to the same port; the JDK gives up and closes the socket.
  @Test
  void shouldSeeAConnectThatNobodyAnswers() {
    RecordedEvent event = checkWithSpan("unanswered", FOUR);
    assertThat(event.getLong("result")).isEqualTo(-125);
    // The JDK rounds what it waits for to whole milliseconds, and begins a little earlier.
    assertThat(event.getDuration().toMillis()).isBetween(TIMEOUT_MILLIS - 5L, 5_000L);
  }

  @Test
  void shouldSeeAConnectThatDoesNotWait() {
    assertThat(checkWithSpan("polled", FOUR).getLong("result")).isZero();
  }

  @Test
  void shouldSeeAConnectOfAVirtualThread() {
    assertThat(check("virtual", FOUR).getLong("result")).isZero();
  }
}
