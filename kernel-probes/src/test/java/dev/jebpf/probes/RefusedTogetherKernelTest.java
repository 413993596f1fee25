package dev.jebpf.probes;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.SystemCall;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs for files and those for connections side by side, where the verifier did not accept
/// those for both: what they see is what programs for both see at the same time.
@Tag("kernel")
class RefusedTogetherKernelTest {
  @TempDir private static Path folder;

  /// Cuts the last instruction off the first program that is to run at the end of system calls. The
  /// running kernel's verifier refuses what has no end.
  private static final class Cutting implements Kernel {
    private static final int PROG_LOAD = 5;
    private static final int INSN_CNT = 4;
    private static final int PROG_NAME = 48;

    private final Kernel kernel = Kernel.running();
    private boolean cut;

    @Override
    @SuppressWarnings("restricted")
    public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
      if (!cut && call == SystemCall.BPF && a == PROG_LOAD) {
        MemorySegment attribute = MemorySegment.ofAddress(b).reinterpret(c);
        if (attribute.getString(PROG_NAME).equals("onExit")) {
          attribute.set(JAVA_INT, INSN_CNT, attribute.get(JAVA_INT, INSN_CNT) - 1);
          cut = true;
        }
      }
      return kernel.call(call, a, b, c, d, e, f);
    }
  }

  private static Observer apart() {
    return new Observer(Mechanism.TRACEPOINT, new Cutting());
  }

  @Test
  void shouldSayThatTheyWereRefusedTogether() {
    try (Observer apart = apart()) {
      for (String probe : new String[] {ProbeSet.FILES, ProbeSet.TCP}) {
        Backend backend = apart.probes().backends().get(probe);
        assertThat(backend.available()).as("%s", backend).isTrue();
        assertThat(backend.refusals())
            .singleElement()
            .extracting(Refusal::cause)
            .isEqualTo(Refusal.Cause.VERIFIER);
      }
    }
  }

  @Test
  void shouldSeeTheSameOfFilesAndConnections() throws Exception {
    new IoWorkload(Files.createTempDirectory(folder, "warm")).run();
    try (var together = new Observer(Mechanism.TRACEPOINT);
        var apart = apart()) {
      Path work = Files.createTempDirectory(folder, "work");
      int tid = MechanismsKernelTest.inAThread(() -> new IoWorkload(work).run());
      Map<RecordKind, Observer.Sum> expected = together.of(tid);
      assertThat(expected)
          .containsKeys(
              RecordKind.FILE_READ,
              RecordKind.FILE_WRITE,
              RecordKind.TCP_ACCEPT,
              RecordKind.TCP_SEND,
              RecordKind.TCP_RECEIVE);
      assertThat(apart.of(tid)).isEqualTo(expected);
    }
  }

  /// A `poll`, then a `read` of what it waited for.
  @Test
  void shouldBeginAReceiveWithItsWait() throws Exception {
    try (Observer apart = apart()) {
      MechanismsKernelTest.inAThread(RefusedTogetherKernelTest::receiveAfterAWait);
      OperationTotal received = apart.probes().totals().get(RecordKind.TCP_RECEIVE);
      assertThat(received.nanos()).isGreaterThan(60_000_000);
    }
  }

  private static void receiveAfterAWait() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort());
        var accepted = server.accept()) {
      client.setSoTimeout(10_000);
      Thread sender = Thread.ofPlatform().start(() -> sendLate(accepted));
      client.getInputStream().readNBytes(321);
      sender.join();
    }
  }

  private static void sendLate(Socket to) {
    try {
      Thread.sleep(100);
      to.getOutputStream().write(new byte[321]);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
