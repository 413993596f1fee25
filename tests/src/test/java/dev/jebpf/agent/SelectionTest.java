package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which methods become spans, and how often they are counted.
class SelectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OWN = "dev.jebpf.agent.EntryPoints";

  @TempDir private Path directory;

  @Test
  void shouldTraceWellKnownEntryPointsWithoutBeingTold() {
    Map<String, Long> counts = counts();
    assertThat(counts)
        .containsEntry("com.sun.net.httpserver.HttpHandler.handle", 3L)
        .containsEntry(OWN + "$Handler.handle", 2L)
        .containsEntry("org.h2.jdbc.JdbcPreparedStatement.executeQuery()", 4L)
        .containsEntry("org.h2.jdbc.JdbcConnection.commit", 1L)
        .containsKey("java.util.concurrent.FutureTask.run")
        .containsEntry("java.util.concurrent.CompletableFuture$AsyncSupply.run", 1L)
        .containsEntry("java.util.concurrent.ThreadPerTaskExecutor$ThreadBoundFuture.run", 1L);
    assertThat(counts.keySet()).anyMatch(name -> name.startsWith("org.h2.jdbc.JdbcStatement.exec"));
  }

  @Test
  void shouldTraceOnlyTheChosenPresets() {
    assertThat(counts("presets=http"))
        .containsOnlyKeys("com.sun.net.httpserver.HttpHandler.handle", OWN + "$Handler.handle");
  }

  @Test
  void shouldTraceNothingUnasked() {
    assertThat(counts("presets=none", "methods=" + OWN + "::main")).containsOnlyKeys(OWN + ".main");
  }

  @Test
  void shouldMatchAnnotationsOfMethodsAndOfClasses() {
    assertThat(counts("presets=none", "methods=@" + OWN + "$Marked"))
        .containsOnlyKeys(
            OWN + ".marked", OWN + "$Annotated.<init>", OWN + "$Annotated.inAnMarkedClass");
  }

  @Test
  void shouldMatchMethodsOfAnyClassAndWildcards() {
    assertThat(counts("presets=none", "methods=::marked;dev.jebpf.*Points$Hand*::han*"))
        .containsOnlyKeys(OWN + ".marked", OWN + "$Handler.handle");
  }

  @Test
  void shouldTraceClassesOfTheJdkThatAreNamed() {
    assertThat(counts("presets=none", "methods=java.util.concurrent.FutureTask::get"))
        .containsOnlyKeys("java.util.concurrent.FutureTask.get()");
  }

  private Map<String, Long> counts(String... options) {
    Path recording = directory.resolve("x.jfr");
    String all = String.join(",", options);
    ChildRun run =
        ChildJvm.of(EntryPoints.class)
            .agent("wait=true", "file=" + recording + (all.isEmpty() ? "" : "," + all))
            .run(PATIENCE);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).as(run::toString).isZero();
    Map<String, Long> counts = new TreeMap<>();
    for (var method : Breakdown.of(recording).methods()) {
      counts.put(method.method(), method.count());
    }
    return counts;
  }
}
