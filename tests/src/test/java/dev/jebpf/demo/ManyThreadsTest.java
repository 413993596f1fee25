package dev.jebpf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.MethodTime;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.oracle.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order service with as many threads as large services have, and every wait of 10 ms recorded
/// with its stack.
@Tag("kernel")
@Tag("service")
class ManyThreadsTest {
  private static final int THREADS = 500;
  private static final int FOLLOWERS = 100_000;

  /// Milliseconds that an order waits for the payment gateway, and its thread with it.
  private static final int DELAY = 2_000;

  /// So many clients take some seconds to be all there.
  private static final String SECONDS = "10";

  @TempDir Path directory;

  @Test
  void shouldAccountForAPoolOfFiveHundredThreads() throws IOException {
    OrderServiceRun run =
        OrderServiceRun.of(
            directory,
            DELAY,
            "-Xmx256m",
            List.of("--threads", Integer.toString(THREADS)),
            "--clients",
            Integer.toString(THREADS),
            "--seconds",
            SECONDS);
    Breakdown breakdown = check(run);
    assertThat(
            breakdown.threads().stream().map(ThreadTime::name).filter(n -> n.matches("http-\\d+")))
        .hasSize(THREADS);
    assertThat(mostAtOnce("HttpHandler.handle")).isGreaterThanOrEqualTo(THREADS * 95 / 100);
  }

  @Test
  void shouldAccountForAHundredThousandVirtualThreadsBesideTheRequests() throws IOException {
    OrderServiceRun run =
        OrderServiceRun.of(
            directory,
            0,
            "-Xmx1g",
            List.of("--virtual", Integer.toString(FOLLOWERS)),
            "--rate",
            "50",
            "--seconds",
            "5");
    Breakdown breakdown = check(run);
    MethodTime waits = breakdown.method("Followers.next");
    assertThat(waits.count()).isEqualTo(OrderServiceRun.number(run.service(), "asked="));
    assertThat(waits.states().get("park") + waits.states().get("carrier"))
        .isGreaterThan(waits.wallNanos() / 100 * 99);
    assertThat(mostAtOnce("Followers.next")).isGreaterThan(FOLLOWERS * 99 / 100);
  }

  /// What holds of both.
  private Breakdown check(OrderServiceRun run) {
    assertThat(run.service().err()).isEmpty();
    Breakdown breakdown = Breakdown.of(OrderServiceRun.recording(directory));
    Sums.check(breakdown);
    assertThat(run.requests()).isPositive();
    for (String step : new String[] {"HttpHandler.handle", "OrderApi.answer"}) {
      assertThat(breakdown.method(step).count())
          .isBetween(run.requests(), run.requests() + run.errors());
    }
    for (MethodTime method : breakdown.methods()) {
      assertThat(method.states().get("other"))
          .as(method.toString())
          .isLessThanOrEqualTo(method.wallNanos() / 100);
    }
    // What is left of a thread that ended at once may have nobody to belong to; the stacks of so
    // many may come faster than they can be decoded. Both are counted, and no time is lost.
    var losses = new TreeMap<>(breakdown.losses());
    losses.keySet().removeAll(List.of("recordsUnresolved", "ringDrops"));
    assertThat(losses).isNotEmpty().allSatisfy((_, lost) -> assertThat(lost).isZero());
    return breakdown;
  }

  /// How many calls of a method there were at the same time.
  private int mostAtOnce(String method) throws IOException {
    return MethodCalls.mostAtOnce(OrderServiceRun.recording(directory), method);
  }
}
