package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the kernel's optimised form of a site leaves of registers and stack, see
/// [dev.jebpf.usdt.UsdtService].
@Tag("kernel")
class RedZoneTest {
  private static final int HITS = 1_000_000;
  private static final String NOP5 = "0f1f440000c3";
  private static final String CALL = "e8";

  /// A call of the site puts the return address below the caller's stack pointer, and the kernel's
  /// trampoline writes four words below that: 44 to 47 of the pattern.
  private static final String FOUR_WORDS_BELOW_THE_RETURN_ADDRESS = "[44, 45, 46, 47]";

  @Test
  void shouldTouchNothingButFourWordsThatNobodyUses() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "only x86-64 optimises sites into calls");
    try (TracedService service = TracedService.start()) {
      assumeTrue(service.ask("site").startsWith(NOP5), "this kernel optimises no five-byte nop");
      assertThat(service.ask("red-zone 1000")).as("not attached").isEqualTo("[]");
      try (Bpftrace tracer = Bpftrace.counting(service)) {
        service.ask("count 1000 1 platform");
        assertThat(service.ask("site")).as("optimised").startsWith(CALL);
        assertThat(service.ask("red-zone " + HITS)).isEqualTo(FOUR_WORDS_BELOW_THE_RETURN_ADDRESS);
        assertThat(service.ask("site")).as("still optimised").startsWith(CALL);
        assertThat(tracer.interrupt().exit()).isZero();
      }
      assertThat(service.ask("disabled counted")).isEqualTo("false");
      assertThat(service.ask("site")).startsWith(NOP5);
    }
  }
}
