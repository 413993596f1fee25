package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.hotspot.stack.StacksKernelTest.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

/// That what HotSpot does not export lies where this JDK has it: the quickest of
/// [StacksKernelTest]'s comparisons, for every JDK of the guests.
@Tag("kernel")
@EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
class JdkStacksKernelTest {
  @Test
  void shouldDecodeWhatAStackTraceSays() throws Exception {
    Run run = StacksKernelTest.run("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "PlacesMain", "1");

    assertThat(run.output()).endsWith("wrong 0 missing 0\n");
    assertThat(run.exit()).as(run.output()).isZero();
  }
}
