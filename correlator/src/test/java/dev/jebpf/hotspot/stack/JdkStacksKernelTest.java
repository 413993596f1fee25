package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.hotspot.stack.StacksKernelTest.Run;
import dev.jebpf.linux.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That what HotSpot does not export lies where this JDK has it: the quickest of
/// [StacksKernelTest]'s comparisons, for every JDK of the guests.
@Tag("kernel")
@EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
class JdkStacksKernelTest {
  @Test
  void shouldDecodeWhatAStackTraceSays() throws Exception {
    Run run =
        StacksKernelTest.run(
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            StacksKernelTest.EMULATED,
            "PlacesMain",
            "1");

    assertThat(run.output()).endsWith("wrong 0 missing 0\n");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  /// What is interpreted is so by order: an emulated processor takes long for all of a JVM's.
  /// Guests have no C2 (`docs/guests.md`).
  @ParameterizedTest
  @CsvSource({
    "'-XX:TieredStopAtLevel=1 -XX:CompileCommand=exclude,*MonitorPlaces*::*', 0,"
        + " COMPLETE INTERPRETED",
    "-XX:TieredStopAtLevel=1 -Xbatch, 3000, INNERMOST_UNKNOWN C1"
  })
  void shouldDecodeTheStackOfWhoGivesUpAMonitor(String flags, String before, String right)
      throws Exception {
    StacksKernelTest.assertMonitors(flags, before, "platform", right);
  }

  @Test
  void shouldDecodeTheStacksOfOperations() throws Exception {
    Run run =
        StacksKernelTest.run(
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            StacksKernelTest.EMULATED,
            "OperationsMain",
            "1");

    assertThat(run.output()).endsWith(" wrong 0 missing 0\n");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  /// Where the kernel lets its functions be traced. `vfs_fsync_range` is inlined there from 7.2 on.
  @ParameterizedTest
  @CsvSource({"FENTRY, fentry:__x64_sys_fsync()", "KPROBE, kprobe:__x64_sys_fsync()"})
  void shouldDecodeTheStackOfAKernelEvent(Feature feature, String event) throws Exception {
    assumeTrue(
        KernelFeatures.of(Kernel.running()).support(feature).isSupported(),
        () -> "feature missing: " + feature.label());

    Run run =
        StacksKernelTest.run(
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            StacksKernelTest.EMULATED,
            "OperationsMain",
            "2",
            event);

    assertThat(run.output()).endsWith("equal 4 wrong 0 missing 0\n");
    assertThat(run.exit()).as(run.output()).isZero();
  }
}
