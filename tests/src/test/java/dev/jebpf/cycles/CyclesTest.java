package dev.jebpf.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.harness.BpfObjects;
import dev.jebpf.lang.RawTracepoint;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.TraceFs;
import dev.jebpf.probes.Backend;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.FileRecord;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.RecordHandler;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.TcpRecord;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.probes.ThreadStarted;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every probe and every kind of link, opened and closed again and again.
///
/// `-Djebpf.cycles=1000` makes it a long run.
@Tag("kernel")
class CyclesTest {
  private static final int CYCLES = Integer.getInteger("jebpf.cycles", 20);

  private static final Kernel KERNEL = Kernel.running();

  /// Without it perf events have no tracepoints.
  private static final boolean TRACEFS = TraceFs.find().isPresent();

  private static final int SELF = (int) ProcessHandle.current().pid();

  /// Does nothing, at a tracepoint that hardly ever comes.
  public static final class Nothing {
    @RawTracepoint("sched_process_hang")
    public void onHang() {}
  }

  private static final class Ignored implements RecordHandler {
    @Override
    public void onThreadStarted(ThreadStarted started) {}

    @Override
    public void onThreadEnded(ThreadEnded ended) {}

    @Override
    public void onFile(RecordKind kind, FileRecord file) {}

    @Override
    public void onTcp(RecordKind kind, TcpRecord tcp) {}

    @Override
    public void onKernelEvent(EventRecord event) {}
  }

  private final ProgramSpec raw = nothing();
  private final ProgramSpec perf =
      new ProgramSpec(
          "perf",
          new AttachPoint.PerfTracepoint("sched", "sched_process_hang"),
          raw.code(),
          raw.maps(),
          raw.lines(),
          raw.license());
  private final BpfObjects seen = new BpfObjects(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  @Test
  void shouldLeaveNothingBehind() throws InterruptedException {
    cycle(); // what is opened once and kept
    Map<String, Integer> before = descriptors();
    long mappings = bpfMappings();
    long begin = System.nanoTime();
    for (int i = 0; i < CYCLES; i++) {
      cycle();
    }
    System.out.printf(
        "cycles=%d tracefs=%s seconds=%.1f programs=%d maps=%d links=%d%n",
        CYCLES,
        TRACEFS,
        (System.nanoTime() - begin) / 1e9,
        seen.programs().size(),
        seen.maps().size(),
        seen.links().size());
    assertThat(descriptors()).as("descriptors").isEqualTo(before);
    assertThat(bpfMappings()).as("mappings").isEqualTo(mappings);
    assertThat(seen.programs()).as("programs seen").hasSizeGreaterThanOrEqualTo(8 * CYCLES);
    assertThat(seen.maps()).as("maps seen").hasSizeGreaterThanOrEqualTo(5 * CYCLES);
    assertThat(seen.links()).as("links seen").hasSizeGreaterThanOrEqualTo(8 * CYCLES);
    // The kernel frees programs and maps after a grace period.
    for (int tenths = 0; !left().isEmpty() && tenths < 100; tenths++) {
      Thread.sleep(100);
    }
    assertThat(left().isEmpty()).as("%s left", left()).isTrue();
  }

  private void cycle() {
    var config = ProbeConfig.of(SELF, HotSpotOffsets.unavailable());
    try (KernelProbes probes = KernelProbes.open(config);
        LoadedProgram one = ProgramLoader.of(KERNEL).load(raw);
        LoadedProgram other = ProgramLoader.of(KERNEL).load(perf);
        Link _ = Link.attach(KERNEL, one);
        Link _ = TRACEFS ? Link.attach(KERNEL, other) : null) {
      assertThat(probes.backends().values()).allMatch(Backend::available);
      probes.poll(Duration.ZERO, new Ignored());
      BpfObjects open = BpfObjects.ofProcess(SELF);
      seen.programs().addAll(open.programs());
      seen.maps().addAll(open.maps());
      seen.links().addAll(open.links());
    }
  }

  private static ProgramSpec nothing() {
    KernelFeatures features = KernelFeatures.of(KERNEL);
    var types = new BtfKernelTypes(features.types().orElseThrow());
    return new ProgramCompiler(types, features.target()).compile(new Nothing()).getFirst();
  }

  private BpfObjects left() {
    return seen.and(BpfObjects.ofMachine());
  }

  /// How many descriptors this process has, by what they are of.
  private static Map<String, Integer> descriptors() {
    Map<String, Integer> kinds = new TreeMap<>();
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          kinds.merge(Files.readSymbolicLink(file).toString(), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kinds.keySet().removeIf(kind -> !kind.startsWith("anon_inode:"));
    return kinds;
  }

  private static long bpfMappings() {
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains("bpf") || line.contains("perf_event")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
