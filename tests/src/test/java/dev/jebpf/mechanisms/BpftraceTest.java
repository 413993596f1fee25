package dev.jebpf.mechanisms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.feature.Support;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.FileRecord;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.Mechanism;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.RecordHandler;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.TcpRecord;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadStarted;
import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same reads of a file, seen by every mechanism and by bpftrace at the same time.
@Tag("kernel")
class BpftraceTest {
  private static final String THREAD = "jebpf-reads";
  private static final int READS = 500;
  private static final int BYTES = 3_000;

  /// The latency histogram of `vfs_read` from bpftrace's one-liner tutorial, with a sum of bytes.
  private static final String SCRIPT =
      """
      kprobe:vfs_read { @start[tid] = nsecs; }
      kretprobe:vfs_read /@start[tid]/ {
        @ns[comm] = hist(nsecs - @start[tid]);
        @bytes[comm] = sum(retval);
        delete(@start[tid]);
      }
      """;

  /// Reads by the reading thread.
  private static final class Reads implements RecordHandler {
    private long count;
    private long bytes;

    @Override
    public void onThreadStarted(ThreadStarted started) {}

    @Override
    public void onThreadEnded(ThreadEnded ended) {}

    @Override
    public void onTcp(RecordKind kind, TcpRecord tcp) {}

    @Override
    public void onKernelEvent(EventRecord event) {}

    @Override
    public void onFile(RecordKind kind, FileRecord file) {
      if (kind == RecordKind.FILE_READ && file.argument() == BYTES) {
        count++;
        bytes += file.result();
      }
    }
  }

  private static KernelProbes open(Mechanism mechanism) {
    return KernelProbes.open(
        ProbeConfig.of((int) ProcessHandle.current().pid(), HotSpotOffsets.unavailable())
            .withThresholds(Map.of(RecordKind.FILE_READ, 0L))
            .withMechanisms(mechanism));
  }

  private static Thread reader(Path file) {
    return Thread.ofPlatform()
        .name(THREAD)
        .unstarted(
            () -> {
              ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
              try (FileChannel channel = FileChannel.open(file)) {
                Thread.sleep(1);
                for (int i = 0; i < READS; i++) {
                  channel.read(buffer.clear(), 0);
                }
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
  }

  @Test
  void shouldCountReadsAndBytesAsBpftraceDoes(@TempDir Path folder) throws Exception {
    Support kprobes = KernelFeatures.of(Kernel.running()).support(Feature.KPROBE);
    assumeTrue(kprobes.isSupported(), kprobes::toString);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bpftrace")), "there is no bpftrace here");
    Path file = Files.write(folder.resolve("file"), new byte[BYTES]);
    Thread warm = reader(file);
    warm.start();
    warm.join();
    Map<Mechanism, KernelProbes> probes = new EnumMap<>(Mechanism.class);
    Process bpftrace =
        new ProcessBuilder("/usr/bin/bpftrace", "-f", "json", "-e", SCRIPT)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = bpftrace.inputReader()) {
      await(out, "attached_probes");
      for (Mechanism mechanism : Mechanism.values()) {
        probes.put(mechanism, open(mechanism));
      }
      // What was read to load the programs and their compiler would fill the ring buffers.
      probes.values().forEach(open -> open.drain(new Reads()));
      Thread thread = reader(file);
      thread.start();
      thread.join();
      List<String> interrupt = List.of("kill", "-INT", Long.toString(bpftrace.pid()));
      new ProcessBuilder(interrupt).inheritIO().start().waitFor();
      JsonNode maps = maps(out);
      long counted = 0;
      for (JsonNode bucket : maps.at("/@ns/" + THREAD)) {
        counted += bucket.get("count").asLong();
      }
      System.out.println("bpftrace: " + counted + " " + maps.at("/@bytes"));
      assertThat(counted).isGreaterThanOrEqualTo(READS);
      for (var entry : probes.entrySet()) {
        if (entry.getValue().backends().get("file.operations").available()) {
          Reads reads = new Reads();
          entry.getValue().drain(reads);
          System.out.printf(
              "%s: %d %d %s%n",
              entry.getKey(), reads.count, reads.bytes, entry.getValue().losses());
          assertThat(reads.count).as(entry.getKey().name()).isEqualTo(READS).isEqualTo(counted);
          assertThat(reads.bytes).isEqualTo(maps.at("/@bytes/" + THREAD).asLong());
        }
      }
    } finally {
      bpftrace.destroy();
      probes.values().forEach(KernelProbes::close);
    }
  }

  private static void await(BufferedReader out, String text) throws Exception {
    String line;
    StringBuilder seen = new StringBuilder();
    while ((line = out.readLine()) != null) {
      if (line.contains(text)) {
        return;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("bpftrace ended: " + seen);
  }

  /// All maps it prints at its end, by name.
  private static JsonNode maps(BufferedReader out) throws Exception {
    var json = new ObjectMapper();
    var all = json.createObjectNode();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("{")) {
        JsonNode data = json.readTree(line).get("data");
        if (data != null && data.isObject()) {
          all.setAll((ObjectNode) data);
        }
      }
    }
    return all;
  }
}
