package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.unwind.NativeOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each in a JVM of its own, which differ in what makes frames and moves objects.
@Tag("kernel")
@Tag("jvms")
class StacksKernelTest {
  private static final Pattern EQUAL = Pattern.compile("equal (\\d+) wrong 0");
  private static final Pattern COMPLETE = Pattern.compile("outcomes \\{COMPLETE=(\\d+)");
  private static final Pattern RIGHT = Pattern.compile("right (\\d+) wrong 0");
  private static final Pattern OWNERS = Pattern.compile("owner known (\\d+)");
  private static final Pattern NONE = Pattern.compile("none (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// On a processor that is emulated.
  static final Duration EMULATED = Duration.ofMinutes(4);

  private static final int LEAST_WAKERS = 44;
  private static final int LEAST_MONITORS = 15;
  private static final int LEAST_COMPARED = 100;

  record Run(int exit, String output) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-XX:+UseShenandoahGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-Xcomp",
        "-Xcomp -XX:TieredStopAtLevel=1"
      })
  void shouldDecodeWhatAStackTraceSays(String flags) throws Exception {
    Run run = run(flags, "PlacesMain", "2");

    assertThat(run.output()).endsWith("wrong 0 missing 0\n");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-XX:+UseShenandoahGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xint",
        "-XX:TieredStopAtLevel=1"
      })
  void shouldDecodeRandomWork(String flags) throws Exception {
    Run run = run(flags, "WorkMain", "4", "platform");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number(EQUAL, run)).isGreaterThan(LEAST_COMPARED);
    assertThat(number(COMPLETE, run)).isGreaterThan(LEAST_COMPARED);
  }

  @Test
  void shouldDecodeVirtualThreadsOrSayWhyNot() throws Exception {
    Run run = run("-XX:+UseG1GC", "WorkMain", "10", "virtual");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number(EQUAL, run)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-XX:+UseG1GC -XX:-UseCompressedOops",
        "-XX:+UseG1GC -XX:-UseCompressedClassPointers",
        "-XX:+UseCompactObjectHeaders",
        "-Xint",
        CompiledPlaces.FLAGS
      })
  void shouldTellWhatBlocksAndWhoHasIt(String flags) throws Exception {
    Run run = run(flags, "BlockersMain", "1", "objects");

    assertThat(run.output()).contains("wrong 0 ");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  @Test
  void shouldTellTheOwnersOfMonitorsWhereObjectsCannotBeRead() throws Exception {
    Run run = run("-XX:+UseShenandoahGC", "BlockersMain", "1", "monitors");

    assertThat(run.output()).contains("wrong 0 ");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders"
      })
  void shouldTellNoWrongBlockerWhileObjectsMove(String flags) throws Exception {
    Run run = run(flags, "ContendedMain", "3");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number(RIGHT, run)).isGreaterThan(LEAST_COMPARED);
    assertThat(number(OWNERS, run)).isGreaterThan(LEAST_COMPARED);
    assertThat(number(NONE, run)).isLessThan(number(RIGHT, run) / 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-Xint"})
  void shouldDecodeTheStackOfTheWaker(String flags) throws Exception {
    Run run = run(flags, "WakersMain", "4");

    assertThat(run.exit()).as(run.output()).isZero();
    // a thread of the JVM may have woken it from a wait of its own before
    assertThat(number(EQUAL, run)).as(run.output()).isGreaterThan(LEAST_WAKERS);
  }

  /// The one who had it: all of an interpreted frame is known, of compiled ones what is not
  /// inlined.
  @ParameterizedTest
  @CsvSource({
    "-Xint, 0, platform, COMPLETE INTERPRETED",
    "-Xint, 0, virtual, COMPLETE INTERPRETED",
    "-XX:TieredStopAtLevel=1 -Xbatch, 3000, platform, INNERMOST_UNKNOWN C1",
    "-XX:-TieredCompilation -Xbatch, 20000, platform, INNERMOST_UNKNOWN C2",
    "-XX:-TieredCompilation -Xbatch, 20000, virtual, INNERMOST_UNKNOWN C2",
    "-XX:-TieredCompilation -Xbatch -XX:+UseSerialGC, 20000, platform, INNERMOST_UNKNOWN C2",
    "-XX:-TieredCompilation -Xbatch -XX:+UseZGC, 20000, platform, INNERMOST_UNKNOWN C2",
    "-XX:-TieredCompilation -Xbatch -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints, 20000,"
        + " platform, INNERMOST_UNKNOWN C2"
  })
  void shouldDecodeTheStackOfWhoGivesUpAMonitor(
      String flags, String before, String threads, String right) throws Exception {
    assertMonitors(flags, before, threads, right);
  }

  /// @param before how often each place is run before, for the compiler
  /// @param right outcome and type of the innermost frame that most have
  static void assertMonitors(String flags, String before, String threads, String right)
      throws IOException, InterruptedException {
    Run run = run(MonitorPlaces.commands(flags), EMULATED, "MonitorsMain", "4", before, threads);

    assertThat(run.exit()).as(run.output()).isZero();
    if (Stacks.NATIVE_FRAMES != NativeOutcome.COMPLETE) {
      assertThat(run.output()).contains("right {} wrong 0");
      return;
    }
    var most = Pattern.compile("right \\{.*" + right + "=(\\d+).*} wrong 0");
    assertThat(number(most, run)).as(run.output()).isGreaterThan(LEAST_MONITORS);
  }

  private static int number(Pattern pattern, Run run) {
    Matcher matcher = pattern.matcher(run.output());
    assertThat(matcher.find()).as(run.output()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  static Run run(String flags, String main, String... arguments)
      throws IOException, InterruptedException {
    return run(flags, PATIENCE, main, arguments);
  }

  static Run run(String flags, Duration patience, String main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.split(" ")));
    command.addAll(
        List.of(
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StacksKernelTest.class.getPackageName() + "." + main));
    command.addAll(List.of(arguments));
    Path file = Files.createTempFile("stacks", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      String output = Files.readString(file);
      assertThat(ended).as("ended within %s: %s", patience, output).isTrue();
      return new Run(process.exitValue(), output);
    } finally {
      Files.delete(file);
    }
  }
}
