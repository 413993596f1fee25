package dev.jebpf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivilegesTest {
  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void shouldReadWhatProcfsAndSecurityfsSay() throws IOException {
    write("proc/thread-self/status", "Name:\tjava\nCapEff:\t000000c000000000\nSeccomp:\t2\n");
    write("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    write("proc/sys/kernel/unprivileged_bpf_disabled", "1\n");
    write("proc/sys/kernel/perf_event_paranoid", "-1\n");
    write(
        "proc/self/limits",
        "Limit  Soft Limit  Hard Limit  Units\nMax locked memory  65536  unlimited  bytes\n");
    write("proc/self/uid_map", "         0     100000      65536\n");

    Privileges read = Privileges.read(root);

    assertThat(read)
        .isEqualTo(new Privileges(0xc000000000L, 2, Lockdown.INTEGRITY, 1, -1, 65536, false));
    assertThat(read.has(Capability.BPF)).isTrue();
    assertThat(read.has(Capability.PERFMON)).isTrue();
    assertThat(read.has(Capability.SYS_ADMIN)).isFalse();
  }

  @Test
  void shouldSayUnknownWhenNothingCanBeRead() {
    assertThat(Privileges.read(root))
        .isEqualTo(
            new Privileges(
                0,
                0,
                Lockdown.UNKNOWN,
                Privileges.UNKNOWN,
                Privileges.UNKNOWN,
                Long.MAX_VALUE,
                true));
  }

  @Test
  void shouldReadAnUnlimitedMemlockAsTheLargestNumber() throws IOException {
    write("proc/self/limits", "Max locked memory  unlimited  unlimited  bytes\n");
    assertThat(Privileges.read(root).memlockBytes()).isEqualTo(Long.MAX_VALUE);
  }
}
