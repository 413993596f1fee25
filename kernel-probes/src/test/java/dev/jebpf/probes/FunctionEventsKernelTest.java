package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.LiveEvents.Seen;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kernel events at functions, from the user's text to the records, by every means the kernel has.
@Tag("kernel")
class FunctionEventsKernelTest {
  private static final int SIZE = 4_321;

  @TempDir Path folder;

  private static void requireAnyOf(Feature... features) {
    KernelFeatures kernel = KernelFeatures.of(Kernel.running());
    assumeThat(List.of(features))
        .as("fentry, or kprobes")
        .anyMatch(feature -> kernel.support(feature).isSupported());
  }

  private void read(int times) throws IOException {
    Path path = Files.write(folder.resolve("read"), new byte[SIZE]);
    byte[] buffer = new byte[SIZE];
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      for (int i = 0; i < times; i++) {
        file.seek(0);
        file.readFully(buffer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"fentry, FENTRY", "kprobe, KPROBE"})
  void shouldTimeCallsWithArgumentsAndResults(String means, Feature feature) throws Exception {
    requireAnyOf(feature);
    try (var live =
        LiveEvents.of(
            means
                + ":vfs_read(count, file.f_inode.i_size, name=file.f_path.dentry.d_name.name)"
                + "/count == 4321 && result == 4321/")) {
      assertThat(live.missing()).isEmpty();
      read(100);

      List<Seen> mine = live.mine();

      assertThat(mine).hasSize(100);
      assertThat(mine).allMatch(s -> s.number("count") == SIZE && s.result() == SIZE);
      assertThat(mine).allMatch(s -> s.number("i_size") == SIZE);
      assertThat(mine).allMatch(s -> s.text("name").equals("read"));
      assertThat(mine).allMatch(s -> s.duration() > 0 && s.duration() < 1_000_000_000L);
      assertThat(live.probes.events().total(0).count()).isEqualTo(100);
    }
  }

  @Test
  void shouldFollowPointersToPorts() throws Exception {
    requireAnyOf(Feature.FENTRY, Feature.KPROBE);
    try (var live =
            LiveEvents.of(
                "kernel:tcp_sendmsg(sk.__sk_common.skc_dport, sk.__sk_common.skc_num, size)"
                    + "/result == size/");
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      assertThat(live.missing()).isEmpty();
      client.getOutputStream().write(new byte[77]);

      Seen seen = live.mine().getFirst();

      assertThat(seen.number("skc_dport")).isEqualTo(server.getLocalPort());
      assertThat(seen.number("skc_num")).isEqualTo(client.getLocalPort());
      assertThat(seen.number("size")).isEqualTo(77);
      assertThat(seen.result()).isEqualTo(77);
    }
  }

  @Test
  void shouldGiveFunctionsThatCallOneAnotherTheirOwnTimes() throws Exception {
    requireAnyOf(Feature.FENTRY, Feature.KPROBE);
    try (var live =
        LiveEvents.of("kernel:vfs_read()/result == 4321/", "kernel:ksys_read()/result == 4321/")) {
      assertThat(live.missing()).isEmpty();
      read(10);

      List<Seen> inner = of(live, "kernel.vfs_read");
      List<Seen> outer = of(live, "kernel.ksys_read");

      assertThat(inner).hasSize(10);
      assertThat(outer).hasSize(10);
      for (int i = 0; i < inner.size(); i++) {
        assertThat(inner.get(i).start()).isGreaterThanOrEqualTo(outer.get(i).start());
        assertThat(inner.get(i).duration()).isLessThanOrEqualTo(outer.get(i).duration());
        assertThat(inner.get(i).result()).isEqualTo(outer.get(i).result());
      }
    }
  }

  private static List<Seen> of(LiveEvents live, String event) {
    return live.mine().stream().filter(seen -> seen.event().equals(event)).toList();
  }

  @Test
  void shouldTraceTheFunctionsAWildcardMatches() throws Exception {
    requireAnyOf(Feature.FENTRY, Feature.KPROBE);
    try (var live = LiveEvents.of("kernel:vfs_writ*(file)")) {
      try (var file = new RandomAccessFile(folder.resolve("written").toFile(), "rw")) {
        file.write(1);
      }

      assertThat(live.mine()).extracting(Seen::event).contains("kernel.vfs_write");
    }
  }

  @Test
  void shouldSayWhatEachMeansWasRefusedFor() throws Exception {
    KernelFeatures kernel = KernelFeatures.of(Kernel.running());
    boolean kprobe = kernel.support(Feature.KPROBE).isSupported();
    boolean any = kprobe || kernel.support(Feature.FENTRY).isSupported();
    try (var live =
        LiveEvents.of(
            "kernel:vfs_read(cuont)",
            "kernel:vfs_read(file.f_op)",
            "kernel:vfs_read(buf.x)",
            "kernel:bpf_prog_run",
            "kprobe:vfs_write()")) {
      assertThat(String.join("\n", live.missing()))
          .contains("vfs_read has no argument cuont (did you mean 'count'?)")
          .contains("buf.x: char is not a structure and has no members")
          .contains("no function bpf_prog_run");
      assertThat(live.probes.events().served()).hasSize((any ? 1 : 0) + (kprobe ? 1 : 0));
      if (!kprobe) {
        assertThat(String.join("\n", live.missing())).contains("probe/vfs_write");
      }
    }
  }
}
