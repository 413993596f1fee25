package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.ArgumentMismatchException;
import dev.jebpf.compiler.NoSuchFunctionException;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Lockdown;
import dev.jebpf.linux.Privileges;
import dev.jebpf.linux.SystemCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static final long EPERM = -1;
  private static final long EINVAL = -22;

  private static Privileges privileges(long capabilities, Lockdown lockdown) {
    return new Privileges(capabilities, 0, lockdown, 2, 2, 0, true);
  }

  private static Refusal.Cause cause(RuntimeException failure, Privileges privileges) {
    return Refusal.of("fentry/fexit", failure, privileges).cause();
  }

  private static LinuxException bpf(long result) {
    return LinuxException.of(SystemCall.BPF, result, "attach program", null);
  }

  @Test
  void shouldTellPermissionPolicyAndLockdownApart() {
    assertThat(cause(bpf(EPERM), privileges(0, Lockdown.NONE)))
        .isEqualTo(Refusal.Cause.NOT_PERMITTED);
    assertThat(cause(bpf(EPERM), privileges(-1, Lockdown.NONE))).isEqualTo(Refusal.Cause.POLICY);
    assertThat(cause(bpf(EPERM), privileges(-1, Lockdown.CONFIDENTIALITY)))
        .isEqualTo(Refusal.Cause.LOCKDOWN);
    assertThat(cause(bpf(EINVAL), privileges(-1, Lockdown.NONE)))
        .isEqualTo(Refusal.Cause.NOT_BUILT);
  }

  @Test
  void shouldTellAMissingFunctionFromOneWithOtherArguments() {
    Privileges all = privileges(-1, Lockdown.NONE);
    assertThat(cause(new NoSuchFunctionException("Probe", "none"), all))
        .isEqualTo(Refusal.Cause.NO_TARGET);
    assertThat(cause(new ArgumentMismatchException("Probe.java", 1, "more", null), all))
        .isEqualTo(Refusal.Cause.ARGUMENTS);
  }

  @Test
  void shouldKeepTheReasonsWithWhatServesInTheEnd() {
    var refusal = new Refusal("fentry/fexit", Refusal.Cause.POLICY, "EPERM; see the kernel log");
    Backend backend =
        Backend.served("kprobe/kretprobe vfs_read", List.of(refusal), List.of("not seen: readv"));
    assertThat(backend.available()).isTrue();
    assertThat(backend.refusals()).containsExactly(refusal);
    assertThat(backend.reason())
        .isEqualTo("fentry/fexit refused: EPERM; see the kernel log; not seen: readv");
    assertThat(Backend.served("fentry/fexit vfs_read", List.of(), List.of()).reason()).isNull();
    assertThat(Backend.unavailable(List.of(refusal)).available()).isFalse();
  }
}
