package dev.jebpf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinuxExceptionTest {
  private static final long ALL = -1L;
  private static final long NONE = 0;
  private static final long BPF_ONLY = 1L << 39;

  private static Privileges privileges(long capabilities, int seccomp, Lockdown lockdown) {
    return new Privileges(capabilities, seccomp, lockdown, 2, 2, 8L << 20, true);
  }

  private static String remedy(SystemCall call, Errno errno, Privileges privileges) {
    return String.valueOf(Remedies.of(call, errno, () -> privileges));
  }

  @Test
  void shouldSayWhatWasAttemptedAndTheErrnoByName() {
    LinuxException thrown =
        LinuxException.of(SystemCall.MMAP, -22, "map fd 7 offset=0 size=1", "round the size up");
    assertThat(thrown)
        .hasMessage(
            "cannot map fd 7 offset=0 size=1: mmap: EINVAL (22, invalid argument);"
                + " round the size up");
    assertThat(thrown.errno()).isEqualTo(Errno.EINVAL);
  }

  @Test
  void shouldNameTheMissingCapabilities() {
    assertThat(remedy(SystemCall.BPF, Errno.EPERM, privileges(NONE, 0, Lockdown.NONE)))
        .startsWith("this process lacks CAP_BPF and CAP_PERFMON: run as root")
        .endsWith("kernel.unprivileged_bpf_disabled is 2");
    assertThat(remedy(SystemCall.BPF, Errno.EPERM, privileges(BPF_ONLY, 0, Lockdown.NONE)))
        .startsWith("this process lacks CAP_PERFMON:");
  }

  @Test
  void shouldBlameLockdownSeccompOrPolicyWhenTheCapabilitiesAreThere() {
    assertThat(remedy(SystemCall.BPF, Errno.EPERM, privileges(ALL, 2, Lockdown.CONFIDENTIALITY)))
        .contains("locked down");
    assertThat(remedy(SystemCall.BPF, Errno.EPERM, privileges(ALL, 2, Lockdown.UNKNOWN)))
        .contains("seccomp filter");
    assertThat(remedy(SystemCall.BPF, Errno.EPERM, privileges(ALL, 0, Lockdown.UNKNOWN)))
        .contains("security module");
  }

  @Test
  void shouldHaveNoRemedyForAnErrorThatIsOurs() {
    assertThat(Remedies.of(SystemCall.BPF, Errno.EINVAL, Privileges::read)).isNull();
    assertThat(Remedies.of(SystemCall.BPF, null, Privileges::read)).isNull();
  }

  @Test
  void shouldTakeSysAdminForTheYoungerCapabilities() {
    Privileges old = privileges(1L << 21, 0, Lockdown.NONE);
    assertThat(old.has(Capability.BPF)).isTrue();
    assertThat(old.has(Capability.SYS_PTRACE)).isFalse();
  }
}
