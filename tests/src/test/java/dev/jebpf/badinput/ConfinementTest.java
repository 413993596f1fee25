package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.Container;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Containers that forbid bpf(2), each in its own way: the service runs, calls are counted, and one
/// line says what to change.
@Tag("kernel")
class ConfinementTest {
  @ParameterizedTest
  @CsvSource({
    "SECCOMP_EPERM, EPERM, a seccomp filter is in force: allow bpf(2)",
    "SECCOMP_ENOSYS, ENOSYS, --security-opt seccomp=unconfined",
    "USER_NAMESPACE, EPERM, the capabilities are those of a user namespace"
  })
  void shouldSayWhatForbidsTracing(
      Container container, String errno, String remedy, @TempDir Path directory)
      throws IOException {
    Path recording = directory.resolve("service.jfr");
    var run =
        Runs.served(
            ChildJvm.of(Service.class)
                .through(container.command())
                .agent(
                    "file=" + recording, "methods=dev.jebpf.badinput.Service::work", "wait=true"));
    assertThat(Runs.theLine(run)).contains(errno).contains(remedy);
    Breakdown breakdown = Breakdown.of(recording);
    assertThat(breakdown.method("Service.work").count()).isEqualTo(10);
    assertThat(breakdown.backends().get("thread.account")).contains(remedy);
  }
}
