package dev.jebpf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.MethodTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.oracle.Sums;
import dev.jebpf.samples.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("service")
class DemoTest {
  private static final Path DIRECTORY = Path.of("target", "demo").toAbsolutePath();

  private static ChildRun run;
  private static Breakdown breakdown;

  @BeforeAll
  static void runDemo() {
    run =
        ChildJvm.of(
                Demo.class,
                "--seconds",
                "5",
                "--rate",
                "80",
                "--agent",
                AgentJar.path().toString(),
                "--directory",
                DIRECTORY.toString())
            .run(Duration.ofMinutes(3));
    assertThat(run.exit()).as(run::toString).isZero();
    breakdown = Breakdown.of(DIRECTORY.resolve("orders.jfr"));
  }

  @Test
  void shouldLeaveStandardErrorClean() {
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldPrintTheBreakdownAndWhereTheRecordingIs() {
    assertThat(run.out())
        .contains(
            "Where each thread's time went",
            "Where each method's time went",
            "What the slowest calls waited for",
            "Recording: " + DIRECTORY.resolve("orders.jfr"));
  }

  @Test
  void shouldKeepTheRecordingPrivate() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(DIRECTORY)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldAddUpForEveryThreadMethodAndCall() {
    Sums.check(breakdown);
  }

  @Test
  void shouldLeaveLessThanOnePercentUnexplained() {
    long wall = breakdown.threads().stream().mapToLong(Breakdown.ThreadTime::wallNanos).sum();
    long other = breakdown.threads().stream().mapToLong(t -> t.states().get("other")).sum();
    assertThat(other).as("other of %,d ns in %s", wall, breakdown.threads()).isLessThan(wall / 100);
  }

  @Test
  void shouldLoseNothing() {
    // An operation of a thread that ended at once may have nobody to belong to; that is counted
    // as recordsUnresolved and loses no time of any account.
    var losses = new TreeMap<>(breakdown.losses());
    losses.remove("recordsUnresolved");
    assertThat(losses.values())
        .as("%s", breakdown.losses())
        .isNotEmpty()
        .allMatch(lost -> lost == 0);
  }

  @Test
  void shouldShowWhatEachStepOfAnOrderWaitsFor() {
    assertThat(breakdown.method("OrderApi.handle").count()).isGreaterThanOrEqualTo(8 * 80);
    assertThat(share(breakdown.method("Payments.charge"), "network")).isGreaterThan(0.5);
    assertThat(share(breakdown.method("Journal.append"), "file", "disk")).isPositive();
    assertThat(breakdown.method("Invoices.write").states().get("cpu")).isPositive();
  }

  private static double share(MethodTime method, String... states) {
    Map<String, Long> times = method.states();
    return (double) Stream.of(states).mapToLong(times::get).sum() / method.wallNanos();
  }
}
