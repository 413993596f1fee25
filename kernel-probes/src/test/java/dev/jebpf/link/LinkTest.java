package dev.jebpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jebpf.Descriptors;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.Offset;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.TraceFs;
import dev.jebpf.map.Maps;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.TestPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinkTest {
  @Layout(size = 8)
  interface Counter extends MapView {
    @Offset(0)
    long count();

    @Offset(0)
    void count(long value);
  }

  private final Kernel kernel = Kernel.running();

  /// Attaches a counting program, sleeps 100 times and returns what it counted.
  private long countWhileSleeping(AttachPoint attach) {
    long before = Descriptors.open();
    long counted;
    try (var maps = Maps.inKernel(kernel)) {
      MappedArray<Counter> counters = maps.mappedArray("jebpf.count", Counter.class, 1);
      var spec = TestPrograms.count(attach, counters, 0);
      try (LoadedProgram program = ProgramLoader.of(kernel).load(spec)) {
        try (Link link = Link.attach(kernel, program)) {
          assertThat(link.program()).isSameAs(program);
          sleep(100);
        }
        counted = counters.at(0).count();
        counters.at(0).count(0);
        sleep(10);
        assertThat(counters.at(0).count()).as("runs after the link was closed").isLessThan(10);
      }
    }
    assertThat(Descriptors.open()).isEqualTo(before);
    return counted;
  }

  private static void sleep(int times) {
    for (int i = 0; i < times; i++) {
      LockSupport.parkNanos(Duration.ofNanos(100_000).toNanos());
    }
  }

  @Test
  void shouldRunAtARawTracepoint() {
    assertThat(countWhileSleeping(new AttachPoint.RawTracepoint("sched_switch")))
        .isGreaterThanOrEqualTo(100);
  }

  @Test
  void shouldRunAtABtfTracepoint() throws IOException {
    BtfTypes types = BtfTypes.parse(Files.readAllBytes(Path.of("/sys/kernel/btf/vmlinux")));
    int id = types.find("btf_trace_sched_switch", BtfKind.TYPEDEF).orElseThrow();
    assertThat(countWhileSleeping(new AttachPoint.BtfTracepoint("sched_switch", id)))
        .isGreaterThanOrEqualTo(100);
  }

  @Test
  void shouldSayThatARawTracepointDoesNotExist() {
    try (LoadedProgram program = load(new AttachPoint.RawTracepoint("no_such_thing"))) {
      assertThatThrownBy(() -> Link.attach(kernel, program))
          .isInstanceOf(AttachException.class)
          .hasMessage("this kernel has no tracepoint no_such_thing");
    }
  }

  @Test
  void shouldNotAttachWhatRunsOnDemand() {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    try (LoadedProgram program = load(new AttachPoint.Syscall())) {
      assertThatThrownBy(() -> Link.attach(kernel, program))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("runs on demand only");
    }
  }

  @Test
  void shouldRunAtAPerfTracepointOrSayWhatIsMissing() {
    AttachPoint attach = new AttachPoint.PerfTracepoint("sched", "sched_switch");
    if (TraceFs.find().isPresent()) {
      assertThat(countWhileSleeping(attach)).isGreaterThanOrEqualTo(100);
    } else {
      try (LoadedProgram program = load(attach)) {
        assertThatThrownBy(() -> Link.attach(kernel, program))
            .isInstanceOf(AttachException.class)
            .hasMessageContaining("mount -t tracefs tracefs /sys/kernel/tracing");
      }
    }
  }

  private LoadedProgram load(AttachPoint attach) {
    return ProgramLoader.of(kernel).load(TestPrograms.nothing(attach));
  }
}
