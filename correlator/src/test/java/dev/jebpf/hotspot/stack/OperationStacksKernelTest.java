package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each in a JVM of its own, which differ in what makes frames and moves objects.
@Tag("kernel")
@Tag("jvms")
class OperationStacksKernelTest {
  private static final int TIMES = 4;

  /// Of a platform thread and of a virtual one.
  private static final int THREADS = 2;

  private static final int PLACES = 12;

  /// More than five in each stack.
  private static final Pattern MOST_ARE_C2 =
      Pattern.compile("types \\{.*C2=(?:[5-9]\\d\\d|\\d{4})");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xint",
        CompiledPlaces.FLAGS,
        "-Xcomp -XX:TieredStopAtLevel=1"
      })
  void shouldDecodeWhatTheThreadSaysOfItself(String flags) throws Exception {
    StacksKernelTest.Run run = StacksKernelTest.run(flags, "OperationsMain", String.valueOf(TIMES));

    assertThat(run.output())
        .endsWith("equal %d wrong 0 missing 0\n".formatted(TIMES * THREADS * PLACES));
    assertThat(run.exit()).as(run.output()).isZero();
    if (flags.equals(CompiledPlaces.FLAGS)) {
      assertThat(run.output()).as("frames that C2 compiled").containsPattern(MOST_ARE_C2);
    }
  }

  @Test
  void shouldDecodeTheStackOfAUserEvent() throws Exception {
    StacksKernelTest.Run run =
        StacksKernelTest.run(
            "-XX:+UseG1GC", "OperationsMain", String.valueOf(TIMES), "uretprobe:libc:fsync");

    assertThat(run.output()).endsWith("equal %d wrong 0 missing 0\n".formatted(TIMES * THREADS));
    assertThat(run.exit()).as(run.output()).isZero();
  }
}
