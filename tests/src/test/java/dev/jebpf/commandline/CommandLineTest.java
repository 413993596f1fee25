package dev.jebpf.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class CommandLineTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  @TempDir Path directory;

  @Test
  void shouldNameTheBackendOfEveryProbe() {
    ChildRun doctor = ChildJvm.cli("doctor").run(PATIENCE);
    assertThat(doctor.exit()).isZero();
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.out())
        .anyMatch(line -> line.matches(" +ok +thread.account +.*sched_switch.*"))
        .anyMatch(line -> line.matches(" +ok +BTF of the kernel"))
        .contains("Tracing works.");
  }

  @Test
  void shouldSayOnceWhatAnOrdinaryUserLacks() {
    ChildRun doctor =
        ChildJvm.cli("doctor")
            .through("setpriv", "--bounding-set=-all", "--inh-caps=-all")
            .run(PATIENCE);
    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.out())
        .anyMatch(line -> line.startsWith("  FAIL  CAP_BPF"))
        .contains("Tracing does not work: see what FAILs above.")
        .hasSizeLessThan(60);
  }

  @Test
  void shouldAttachToARunningJvm() {
    Path recording = directory.resolve("waiter.jfr");
    try (var waiter = ChildJvm.of(Waiter.class).jvm("-XX:+EnableDynamicAgentLoading").start()) {
      waiter.awaitLine("up", PATIENCE);
      String pid = Long.toString(waiter.pid());
      ChildRun doctor = ChildJvm.cli("doctor", "--pid", pid).run(PATIENCE);
      assertThat(doctor.exit()).isZero();
      assertThat(doctor.out())
          .contains("Process " + pid + ": java")
          .anyMatch(line -> line.matches(" +ok +traced +not yet"));
      ChildRun attach =
          ChildJvm.cli(
                  "attach",
                  pid,
                  "file=" + recording,
                  "methods=" + Waiter.class.getName() + "::work",
                  "wait=true")
              .run(PATIENCE);
      assertThat(attach.err()).isEmpty();
      assertThat(attach.exit()).isZero();
      assertThat(attach.out()).contains("jebpf is attached to process " + pid + ".");
      assertThat(ChildJvm.cli("doctor", "--pid", pid).run(PATIENCE).out())
          .anyMatch(line -> line.contains("an agent is at work"));
      waiter.send("go");
      ChildRun end = waiter.await(PATIENCE);
      assertThat(end.exit()).isZero();
      assertThat(end.err()).isEmpty();
    }
    var work = Breakdown.of(recording).method("Waiter.work");
    assertThat(work.count()).isEqualTo(Waiter.CALLS);
    assertThat(work.states().get("sleep"))
        .isGreaterThan(Waiter.CALLS * Waiter.MILLIS * 1_000_000L * 9 / 10);
  }

  @Test
  void shouldNotAttachToWhatIsNoJvm() {
    ChildRun attach = ChildJvm.cli("attach", "1").run(PATIENCE);
    assertThat(attach.exit()).isEqualTo(1);
    assertThat(attach.out()).isEmpty();
    assertThat(attach.err())
        .singleElement()
        .asString()
        .startsWith("jebpf: attaching to process 1: process 1 ");
  }
}
