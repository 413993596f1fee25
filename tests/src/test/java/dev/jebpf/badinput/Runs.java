package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.time.Duration;

/// How these tests run the service, and what they expect of every run.
final class Runs {
  static final Duration PATIENCE =
      Duration.ofSeconds(90L * Integer.getInteger("jebpf.tolerance", 1));

  private Runs() {}

  /// Runs the service under the agent with these options; it must not notice.
  static ChildRun served(String... options) {
    return served(ChildJvm.of(Service.class).agent(options));
  }

  static ChildRun served(ChildJvm child) {
    ChildRun run = child.run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.out()).startsWith("up").endsWith("served");
    return run;
  }

  /// The one line that standard error must consist of.
  static String theLine(ChildRun run) {
    assertThat(run.err()).as(run::toString).hasSize(1);
    assertThat(run.err().getFirst()).startsWith("jebpf: ");
    return run.err().getFirst();
  }
}
