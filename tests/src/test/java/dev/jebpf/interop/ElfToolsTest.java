package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElfToolsTest {
  /// What elfutils of Debian 12 says of every stapsdt note in a shared object, libjvm's too.
  private static final String KNOWN = "unknown object file note type 3 with owner name 'stapsdt'";

  @Test
  void shouldBeReadWithoutAWarning() {
    try (TracedService service = TracedService.start()) {
      service.ask("add 100");
      ChildRun run = Tool.READELF.run(TracedService.PATIENCE, "-aW", service.file());
      assertThat(run.exit()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).noneMatch(line -> line.contains("arning"));
      assertThat(run.out()).anyMatch(line -> line.endsWith(" acme_counted"));
      assertThat(run.out()).anyMatch(line -> line.endsWith(" acme_counted_semaphore"));
    }
  }

  @Test
  void shouldListNotes() {
    try (TracedService service = TracedService.start()) {
      ChildRun run = Tool.READELF.run(TracedService.PATIENCE, "-n", service.file());
      assertThat(run.out()).contains("    Provider: acme", "    Name: counted", "    Name: texts");
    }
  }

  @Test
  void shouldPassTheCheckerOfElfutils() {
    try (TracedService service = TracedService.start()) {
      service.ask("add 5000");
      ChildRun run = Tool.ELFLINT.run(TracedService.PATIENCE, "--gnu-ld", service.file());
      assertThat(Stream.concat(run.out().stream(), run.err().stream()))
          .allMatch(line -> line.isBlank() || line.contains(KNOWN));
    }
  }
}
