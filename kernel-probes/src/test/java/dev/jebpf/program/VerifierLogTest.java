package dev.jebpf.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifierLogTest {
  private static final String LOG =
      """
      0: R1=ctx() R10=fp0
      ; int key = 0; @ Bad.java:10
      0: (62) *(u32 *)(r10 -4) = 0          ; R10=fp0 fp-8=0000????
      6: (79) r0 = *(u64 *)(r0 +0)
      R0 invalid mem access 'map_value_or_null'
      processed 6 insns (limit 1000000) max_states_per_insn 0
      """;

  private static ProgramSpec spec(SourceLine... lines) {
    return new ProgramSpec(
        "bad", new AttachPoint.Syscall(), new byte[80], List.of(), List.of(lines), "GPL");
  }

  @Test
  void shouldFindTheLastInstructionShown() {
    assertThat(new VerifierLog(LOG).instruction()).hasValue(6);
  }

  @Test
  void shouldPreferTheInstructionTheComplaintNames() {
    assertThat(new VerifierLog("0: (95) exit\nunreachable insn 3\n").instruction()).hasValue(3);
    assertThat(new VerifierLog("back-edge from insn 5 to 2\n").instruction()).hasValue(5);
  }

  @Test
  void shouldNotInventAnInstruction() {
    assertThat(new VerifierLog("").instruction()).isEmpty();
    assertThat(new VerifierLog("func#0 @0\n").instruction()).isEmpty();
  }

  @Test
  void shouldEndTheMessageWithTheLinesThatMatter() {
    SourceLine source = new SourceLine(2, "Bad.java", 12, 3, "  return x;");
    VerifierException refused =
        VerifierException.of(
            spec(new SourceLine(0, "Bad.java", 10, 3, ""), source), -13, new VerifierLog(LOG));
    assertThat(refused.source()).isEqualTo(source);
    assertThat(refused)
        .hasMessageStartingWith(
            "the kernel's verifier refused program name=bad attach=syscall at Bad.java:12"
                + " `return x;`: EACCES (13, permission denied)\n  0: R1=ctx()")
        .hasMessageEndingWith("\n  R0 invalid mem access 'map_value_or_null'");
  }

  @Test
  void shouldSayHowManyLinesWereLeftOut() {
    String log =
        IntStream.range(0, 100)
            .mapToObj(i -> i + ": (b7) r0 = 0")
            .collect(Collectors.joining("\n"));
    VerifierException refused = VerifierException.of(spec(), -22, new VerifierLog(log));
    assertThat(refused)
        .hasMessageContaining("\n  (92 lines of the log left out)\n  92: (b7)")
        .hasMessageEndingWith("99: (b7) r0 = 0");
    assertThat(refused.source()).isNull();
    assertThat(refused.log().text()).isEqualTo(log);
  }
}
