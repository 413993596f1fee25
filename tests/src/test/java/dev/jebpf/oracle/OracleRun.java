package dev.jebpf.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Cases run in one child JVM: what it measured itself, and what the recording says.
///
/// @param cases with the same options of the JVM
record OracleRun(List<OracleCase> cases, ChildRun child, Breakdown breakdown) {
  private static final long LONGEST_START_SECONDS = 60;

  /// Runs them; that all states add up is checked right away.
  ///
  /// @param name of the run, unique among those of a build
  /// @param through what the child JVM is run through, such as a container; nothing for the host
  static OracleRun of(List<OracleCase> cases, String name, String... through) {
    Path directory = emptyDirectory(name);
    Path recording = directory.resolve("oracle.jfr");
    Stream<String> arguments =
        Stream.concat(Stream.of(directory.toString()), cases.stream().map(OracleCase::name));
    ChildRun child =
        ChildJvm.of(Oracle.class, arguments.toArray(String[]::new))
            .through(through)
            .jvm(cases.getFirst().jvmOptions().toArray(String[]::new))
            .jvm("--enable-native-access=ALL-UNNAMED")
            .agent(
                "file=" + recording,
                "methods=" + Subject.class.getName() + "::work",
                "threshold=20ms",
                "wait=true")
            .run(
                Duration.ofSeconds(
                    (LONGEST_START_SECONDS + 5 * cases.size()) * OracleCheck.RELAXED));
    assertThat(child.exit()).as(child::toString).isZero();
    assertThat(child.err()).isEmpty();
    Breakdown breakdown = Breakdown.of(recording);
    Sums.check(breakdown);
    assertThat(breakdown.calls()).as("calls").hasSameSizeAs(cases);
    var method = breakdown.method("Subject.work");
    assertThat(method.count()).as("count").isEqualTo(cases.size());
    method
        .states()
        .forEach(
            (state, nanos) -> assertThat(nanos).as(state).isEqualTo(inCalls(breakdown, state)));
    return new OracleRun(cases, child, breakdown);
  }

  private static long inCalls(Breakdown breakdown, String state) {
    return breakdown.calls().stream().mapToLong(call -> call.states().get(state)).sum();
  }

  static Path emptyDirectory(String name) {
    Path directory = Path.of("target", "oracle", name).toAbsolutePath();
    try {
      if (Files.exists(directory)) {
        try (var files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("make an empty directory " + directory, e);
    }
  }

  /// The case's call of the woven method.
  Breakdown.CallTime call(OracleCase oracle) {
    String thread = Oracle.thread(oracle);
    List<Breakdown.CallTime> calls =
        breakdown.calls().stream().filter(call -> call.thread().equals(thread)).toList();
    assertThat(calls).as("calls of " + thread).hasSize(1);
    return calls.getFirst();
  }

  /// The account of the case's thread.
  Breakdown.ThreadTime thread(OracleCase oracle) {
    return breakdown.thread(Oracle.thread(oracle));
  }

  /// What the child measured.
  long number(OracleCase oracle, String key) {
    return child.number(oracle + "." + key);
  }

  /// What the kernel did not charge the case's thread for.
  ///
  /// @param prefix of the keys
  LeftOut leftOut(OracleCase oracle, String prefix) {
    return new LeftOut(
        number(oracle, prefix + "after"),
        number(oracle, prefix + "taken"),
        number(oracle, prefix + "skewed"));
  }

  /// All it measured of the case.
  List<String> measured(OracleCase oracle) {
    return child.out().stream().filter(line -> line.startsWith(oracle + ".")).toList();
  }
}
