package dev.jebpf.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.linux.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a procfs of files: process 4711 is a JDK 25 of user 1000 in a container.
class JvmProcessTest {
  private static final Path JAR = Path.of("/opt/jebpf.jar");

  @TempDir Path procfs;

  private Path entry;

  @BeforeEach
  void makeProcess() throws IOException {
    entry = Files.createDirectories(procfs.resolve("4711"));
    Files.writeString(
        entry.resolve("status"),
        """
        Name:\tjava
        Uid:\t1001\t1000\t1001\t1001
        NSpid:\t4711\t7
        CapEff:\t000000c000000000
        Seccomp:\t2
        """);
    Files.writeString(
        entry.resolve("maps"),
        """
        7f00-7f01 r--p 00000000 08:01 12 /usr/lib/libc.so.6
        7f02-7f03 r--p 00000000 08:01 13                         /opt/my jdk/lib/server/libjvm.so
        """);
    Files.writeString(entry.resolve("cmdline"), "java\0-XX:+EnableDynamicAgentLoading\0Main\0");
    Files.writeString(entry.resolve("uid_map"), "         0     100000      65536\n");
    var home = Files.createDirectories(entry.resolve("root/opt/my jdk"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    Files.createFile(entry.resolve("root/opt/jebpf.jar"));
    var descriptors = Files.createDirectories(entry.resolve("fd"));
    Files.createSymbolicLink(descriptors.resolve("3"), Path.of("anon_inode:bpf-prog"));
    Files.createSymbolicLink(descriptors.resolve("4"), Path.of("anon_inode:bpf-map"));
  }

  @Test
  void shouldReadWhatItIs() throws NoSuchJvmException {
    var jvm = JvmProcess.of(procfs, 4711);
    assertThat(jvm.home()).isEqualTo(Path.of("/opt/my jdk"));
    assertThat(jvm.version()).isEqualTo("25.0.3");
    assertThat(jvm.feature()).isEqualTo(25);
    assertThat(jvm.status().uid()).isEqualTo(1000);
    assertThat(jvm.namespaced()).isTrue();
    assertThat(jvm.arguments()).contains("-XX:+EnableDynamicAgentLoading");
    assertThat(jvm.bpfPrograms()).isEqualTo(1);
  }

  @Test
  void shouldTellWhatItMayDo() throws NoSuchJvmException {
    var privileges = JvmProcess.of(procfs, 4711).privileges();
    assertThat(privileges.has(Capability.BPF)).isTrue();
    assertThat(privileges.has(Capability.PERFMON)).isTrue();
    assertThat(privileges.has(Capability.SYS_ADMIN)).isFalse();
    assertThat(privileges.seccomp()).isEqualTo(2);
    assertThat(privileges.initialUserNamespace()).isFalse();
  }

  @Test
  void shouldLetItsUserAndRootAttach() throws NoSuchJvmException {
    var jvm = JvmProcess.of(procfs, 4711);
    assertThat(jvm.obstacle(JAR, 0)).isEmpty();
    assertThat(jvm.obstacle(JAR, 1000)).isEmpty();
    assertThat(jvm.obstacle(JAR, 1001).orElseThrow())
        .contains("user 1000", "you are user 1001", "sudo -u '#1000'");
  }

  @Test
  void shouldSayWhenItDoesNotSeeTheJar() throws NoSuchJvmException {
    assertThat(JvmProcess.of(procfs, 4711).obstacle(Path.of("/x/jebpf.jar"), 0).orElseThrow())
        .contains("doesn't see /x/jebpf.jar");
  }

  @Test
  void shouldSayWhenItIsTooOld() throws IOException, NoSuchJvmException {
    Files.writeString(entry.resolve("root/opt/my jdk/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
    var jvm = JvmProcess.of(procfs, 4711);
    assertThat(jvm.feature()).isEqualTo(8);
    assertThat(jvm.obstacle(JAR, 0).orElseThrow()).contains("Java 1.8.0_402", "Java 25 or newer");
  }

  @Test
  void shouldNotGuessAVersion() throws IOException, NoSuchJvmException {
    Files.delete(entry.resolve("root/opt/my jdk/release"));
    var jvm = JvmProcess.of(procfs, 4711);
    assertThat(jvm.version()).isNull();
    assertThat(jvm.obstacle(JAR, 0)).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoJvm() throws IOException {
    Files.writeString(entry.resolve("maps"), "7f00-7f01 r--p 0 08:01 12 /usr/bin/bash\n");
    assertThatExceptionOfType(NoSuchJvmException.class)
        .isThrownBy(() -> JvmProcess.of(procfs, 4711))
        .withMessageContaining("process 4711 has no JVM in it");
    assertThatExceptionOfType(NoSuchJvmException.class)
        .isThrownBy(() -> JvmProcess.of(procfs, 4712))
        .withMessageContaining("there is no process 4712");
  }

  @Test
  void shouldRecogniseThisJvm() throws NoSuchJvmException {
    var jvm = JvmProcess.of(Path.of("/proc"), ProcessHandle.current().pid());
    assertThat(jvm.feature()).isEqualTo(Runtime.version().feature());
    assertThat(jvm.status().uid()).isEqualTo(ProcessStatus.ownUid(Path.of("/proc")));
  }
}
