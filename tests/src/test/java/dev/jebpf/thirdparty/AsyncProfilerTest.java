package dev.jebpf.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.MethodTime;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.linux.Architecture;
import dev.jebpf.oracle.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A service with async-profiler from the start, which sends each thread that runs a signal every
/// 200 us: the kernel's verifier gives up when one is pending, and takes longer than that.
@Tag("kernel")
@Tag("service")
class AsyncProfilerTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));
  private static final Path PROFILERS =
      Path.of("target", "agents", "async-profiler").toAbsolutePath();

  @TempDir Path directory;

  /// Threads that run are interrupted by `SIGPROF`, all threads by `SIGVTALRM`.
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "wall"})
  void shouldServeEverythingAndLeaveTheSamplesAsTheyAre(String event) throws IOException {
    Path recording = directory.resolve("turns.jfr");
    Path profile = directory.resolve("profile.collapsed");
    ChildRun run =
        ChildJvm.of(Turns.class)
            .jvm(
                "-agentpath:%s=start,event=%s,interval=200us,file=%s"
                    .formatted(profiler(), event, profile))
            .agent(
                "file=" + recording,
                "methods=" + Turns.class.getName() + "::turn",
                "blocked=1ms",
                "threshold=0ms",
                "wait=true")
            .run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    check(Breakdown.of(recording));
    check(Files.readAllLines(profile));
  }

  private static Path profiler() {
    return PROFILERS.resolve(
        switch (Architecture.running()) {
          case X86_64 -> "linux-x64/libasyncProfiler.so";
          case AARCH64 -> "linux-arm64/libasyncProfiler.so";
        });
  }

  private static void check(Breakdown breakdown) {
    assertThat(breakdown.backends().values())
        .isNotEmpty()
        .noneMatch(text -> text.contains("EAGAIN"));
    assertThat(breakdown.backends().get("thread.account")).contains("sched_switch");
    Sums.check(breakdown);
    MethodTime turns = breakdown.method("Turns.turn");
    assertThat(turns.count()).isEqualTo(Turns.COUNT);
    assertThat(turns.states().get("cpu")).isPositive();
    ThreadTime main = breakdown.thread("main");
    assertThat(main.states().get("sleep")).as(main.toString()).isPositive();
    assertThat(breakdown.losses()).allSatisfy((_, count) -> assertThat(count).isZero());
  }

  /// A line for each stack: its frames, outermost first, a blank and how many samples have it.
  private static void check(List<String> stacks) {
    String main = Turns.class.getName().replace('.', '/') + ".main";
    String turn = Turns.class.getName().replace('.', '/') + ".turn";
    long all = samples(stacks, turn);
    assertThat(all).isPositive();
    assertThat(samples(stacks, main + ";" + turn))
        .as("of %d samples of the work those whose stack is whole", all)
        .isGreaterThanOrEqualTo(all - 1 - all / 100);
  }

  private static long samples(List<String> stacks, String frames) {
    return stacks.stream()
        .filter(stack -> stack.contains(frames))
        .mapToLong(stack -> Long.parseLong(stack.substring(stack.lastIndexOf(' ') + 1)))
        .sum();
  }
}
