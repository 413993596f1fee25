package dev.jebpf.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.CallTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import dev.jebpf.oracle.Sums;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spring Boot with a virtual thread for each request, under the agent with no options but where to
/// record.
@Tag("kernel")
@Tag("service")
class SpringBootTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(90L * Integer.getInteger("jebpf.tolerance", 1));
  private static final int REQUESTS = 400;
  private static final int AT_ONCE = 40;
  private static final String API = SpringService.Api.class.getName() + ".answer";

  @TempDir Path directory;

  @Test
  void shouldFollowRequestsOnVirtualThreads() throws Exception {
    Path recording = directory.resolve("spring.jfr");
    ChildJvm service =
        ChildJvm.of(SpringService.class)
            .jvm("-Dslf4j.internal.verbosity=ERROR")
            .agent(
                "file=" + recording,
                "methods=" + SpringService.Api.class.getName() + "::answer",
                "threshold=call:0ms",
                "wait=true");
    try (RunningJvm running = service.start()) {
      String ready = running.awaitLine("port=", PATIENCE);
      ask(Integer.parseInt(ready.substring("port=".length())));
      running.send("end");
      ChildRun run = running.await(PATIENCE);
      assertThat(run.exit()).as(run::toString).isZero();
      assertThat(run.err()).isEmpty();
    }
    check(Breakdown.of(recording));
  }

  private static void ask(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/answer");
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int asked = 0; asked < REQUESTS; asked += AT_ONCE) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          answers.add(
              client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
        }
        answers.forEach(answer -> assertThat(answer.join().body()).startsWith("answer "));
      }
    }
  }

  private static void check(Breakdown breakdown) {
    Sums.check(breakdown);
    List<CallTime> calls =
        breakdown.calls().stream().filter(call -> call.method().equals(API)).toList();
    assertThat(calls).hasSize(REQUESTS).allMatch(CallTime::virtual);
    assertThat(calls)
        .allMatch(call -> call.states().get("sleep") >= SpringService.SLEEP_MILLIS * 1_000_000);
    assertThat(calls.stream().mapToLong(call -> call.states().get("lock")).sum())
        .as("in the monitor's queue, together")
        .isPositive();
    assertThat(breakdown.method("Api.answer").count()).isEqualTo(REQUESTS);
    assertThat(
            breakdown.methods().stream()
                .filter(method -> method.method().startsWith("jakarta.servlet.http.HttpServlet"))
                .mapToLong(Breakdown.MethodTime::count))
        .containsExactly((long) REQUESTS);
    assertThat(breakdown.losses()).allSatisfy((_, count) -> assertThat(count).isZero());
  }
}
