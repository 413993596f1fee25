package dev.jebpf.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.CallTime;
import dev.jebpf.harness.Breakdown.MethodTime;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tomcat with H2's console under the agent, with no options but where to record: what the presets
/// find, and that it adds up.
@Tag("kernel")
@Tag("service")
class TomcatTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(90L * Integer.getInteger("jebpf.tolerance", 1));
  private static final Path AGENTS = Path.of("target", "agents").toAbsolutePath();
  private static final int ROWS = 40;

  /// As the class that declares the method has it.
  private static final String SERVLET = "jakarta.servlet.http.HttpServlet";

  @TempDir Path directory;
  private Path recording;
  private String jebpf;
  private int requests;

  @BeforeEach
  void prepare() {
    recording = directory.resolve("tomcat.jfr");
    jebpf =
        "-javaagent:%s=file=%s,threshold=call:0ms,wait=true".formatted(AgentJar.path(), recording);
  }

  @Test
  void shouldCountEveryServletCallAndFindJdbc() throws Exception {
    ChildRun run = serve(jebpf);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).hasSize(1);
    Breakdown breakdown = Breakdown.of(recording);
    checkCalls(breakdown);
    checkThreads(breakdown);
    assertThat(breakdown.losses()).allSatisfy((_, count) -> assertThat(count).isZero());
  }

  @Test
  void shouldWorkAfterJacoco() throws Exception {
    ChildRun run = serve(jacoco(), jebpf);
    assertThat(run.err()).isEmpty();
    checkCalls(Breakdown.of(recording));
    assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
  }

  @Test
  void shouldWorkBeforeJacoco() throws Exception {
    ChildRun run = serve(jebpf, jacoco());
    assertThat(run.err()).isEmpty();
    checkCalls(Breakdown.of(recording));
    assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
  }

  @Test
  void shouldWorkAfterOpenTelemetry() throws Exception {
    checkBesideOpenTelemetry(serve(openTelemetry(), jebpf));
  }

  @Test
  void shouldWorkBeforeOpenTelemetry() throws Exception {
    checkBesideOpenTelemetry(serve(jebpf, openTelemetry()));
  }

  /// The OpenTelemetry agent writes lines of its own to standard error, and prints the spans it
  /// makes to standard output.
  private void checkBesideOpenTelemetry(ChildRun run) throws IOException {
    assertThat(run.err()).noneMatch(line -> line.contains("jebpf") || line.contains("Exception"));
    assertThat(run.err()).anyMatch(line -> line.contains("/console"));
    checkCalls(Breakdown.of(recording));
  }

  private String jacoco() {
    return "-javaagent:%s=destfile=%s"
        .formatted(AGENTS.resolve("jacoco.jar"), directory.resolve("jacoco.exec"));
  }

  private static String openTelemetry() {
    return "-javaagent:" + AGENTS.resolve("opentelemetry.jar");
  }

  /// Runs the service under these agents for a few dozen statements.
  private ChildRun serve(String... agents) throws IOException, InterruptedException {
    Path data = Files.createDirectories(directory.resolve("data"));
    ChildJvm service =
        ChildJvm.of(TomcatService.class, data.toString())
            .jvm(agents)
            .environment("OTEL_TRACES_EXPORTER", "logging")
            .environment("OTEL_METRICS_EXPORTER", "none")
            .environment("OTEL_LOGS_EXPORTER", "none");
    try (RunningJvm running = service.start()) {
      String ready = running.awaitLine("port=", PATIENCE);
      Console console = Console.logIn(Integer.parseInt(ready.substring("port=".length())), data);
      console.run("create table things(id int primary key, name varchar)");
      for (int row = 0; row < ROWS; row++) {
        console.run("insert into things values(" + row + ", 'thing " + row + "')");
      }
      assertThat(console.run("select count(*) from things")).contains("<td>" + ROWS + "</td>");
      requests = console.requests();
      running.send("end");
      ChildRun run = running.await(PATIENCE);
      assertThat(run.exit()).as(run::toString).isZero();
      return run;
    }
  }

  private void checkCalls(Breakdown breakdown) {
    MethodTime servlet = only(breakdown, SERVLET);
    assertThat(servlet.count()).isEqualTo(requests);
    assertThat(servlet.errors()).isZero();
    List<CallTime> calls =
        breakdown.calls().stream().filter(call -> call.method().equals(servlet.method())).toList();
    assertThat(calls).hasSize(requests);
    assertThat(calls).allMatch(call -> call.thread().startsWith("http-nio-"));
    assertThat(calls).allMatch(call -> sum(call.states()) == call.wallNanos());
    assertThat(calls.stream().mapToLong(CallTime::wallNanos).sum()).isEqualTo(servlet.wallNanos());

    List<MethodTime> jdbc =
        breakdown.methods().stream().filter(m -> m.method().startsWith("org.h2.jdbc.")).toList();
    assertThat(jdbc.stream().mapToLong(MethodTime::count).sum())
        .as("JDBC calls of %d statements: %s", ROWS + 2, jdbc)
        .isGreaterThanOrEqualTo(ROWS + 2);
    assertThat(breakdown.methods()).allMatch(m -> sum(m.states()) == m.wallNanos());
  }

  private static void checkThreads(Breakdown breakdown) {
    assertThat(breakdown.threads()).allMatch(thread -> sum(thread.states()) == thread.wallNanos());
    List<ThreadTime> workers =
        breakdown.threads().stream().filter(t -> t.name().contains("-exec-")).toList();
    assertThat(workers).isNotEmpty();
    // They wait for work in a queue, which is parking, and hardly ever run.
    assertThat(workers).allMatch(thread -> thread.states().get("park") > thread.wallNanos() / 2);
    assertThat(breakdown.thread("main").states().get("pipe"))
        .as("main waits for its standard input")
        .isPositive();
  }

  private static MethodTime only(Breakdown breakdown, String owner) {
    List<MethodTime> found =
        breakdown.methods().stream().filter(m -> m.method().startsWith(owner)).toList();
    assertThat(found).as(breakdown.methods()::toString).hasSize(1);
    return found.getFirst();
  }

  private static long sum(Map<String, Long> states) {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }
}
