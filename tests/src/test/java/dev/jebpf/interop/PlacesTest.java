package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.PublicFiles;
import dev.jebpf.usdt.UsdtProvider;
import dev.jebpf.usdt.UsdtService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directories that do not do, and what is left in those that do.
@Tag("kernel")
class PlacesTest {
  @TempDir Path directory;

  private ChildJvm in(String options) {
    return TracedService.describe("-Djebpf.usdt.directory=" + directory)
        .through(
            "unshare",
            "--mount",
            "bash",
            "-c",
            "mount -t tmpfs -o " + options + " none " + directory + " && exec \"$0\" \"$@\"");
  }

  private static String error(ChildJvm child) {
    ChildRun run = child.run(TracedService.PATIENCE);
    assertThat(run.exit()).isEqualTo(1);
    return String.join("\n", run.err());
  }

  @Test
  void shouldSayThatAPlaceAllowsNoExecution() {
    assertThat(error(in("noexec")))
        .contains("no directory for the file of USDT probes: " + directory)
        .contains("failed to map segment from shared object")
        .contains("noexec")
        .contains("-Djebpf.usdt.directory=DIRECTORY");
  }

  @Test
  void shouldSayThatAPlaceIsReadOnly() {
    assertThat(error(in("ro"))).contains(directory.toString(), "Read-only file system");
  }

  @Test
  void shouldSayThatAPlaceIsFull() {
    assertThat(error(in("size=16k"))).contains(directory.toString(), "No space left on device");
  }

  /// The probes that there are stay, and their tracers.
  @Test
  void shouldGoOnWithTheProbesItHasWhenThePlaceFillsUp() {
    try (TracedService service = TracedService.start(in("size=192k"));
        Bpftrace tracer = Bpftrace.counting(service)) {
      assertThat(service.ask("fill"))
          .startsWith("cannot add probe acme:f")
          .endsWith("No space left on device");
      service.ask("count 1000 2 platform");
      assertThat(tracer.interrupt().out()).contains("@calls: 1000");
      try (Bpftrace next = Bpftrace.counting(service)) {
        service.ask("count 10 1 platform");
        assertThat(next.interrupt().out()).contains("@calls: 10");
      }
    }
  }

  @Test
  void shouldUseTheNextPlaceWhenOneDoesNotDo() {
    ChildJvm child =
        TracedService.describe("-Djava.io.tmpdir=" + directory)
            .through(
                "unshare",
                "--mount",
                "bash",
                "-c",
                "mount -t tmpfs -o noexec none " + directory + " && exec \"$0\" \"$@\"");
    try (TracedService service = TracedService.start(child)) {
      assertThat(service.file()).startsWith("/var/tmp/jebpf-usdt-");
      service.signal("TERM");
      service.await();
      assertThat(Path.of(service.file()).getParent()).doesNotExist();
    }
  }

  @Test
  void shouldLeaveNothingWhenTheJvmEnds() throws IOException {
    try (TracedService service = TracedService.start("-Djebpf.usdt.directory=" + directory)) {
      assertThat(Path.of(service.file())).startsWith(directory).exists();
      service.signal("TERM");
      service.await();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldRemoveWhatAKilledJvmLeft() throws IOException {
    String place = "-Djebpf.usdt.directory=" + directory;
    try (TracedService killed = TracedService.start(place);
        TracedService living = TracedService.start(place)) {
      killed.signal("KILL");
      killed.await();
      assertThat(Path.of(killed.file())).exists();
      try (TracedService next = TracedService.start(place)) {
        assertThat(Path.of(killed.file()).getParent()).doesNotExist();
        assertThat(Path.of(living.file())).exists();
        assertThat(Path.of(next.file())).exists();
      }
    }
  }

  /// A service that may do nothing special, traced by root.
  @Test
  void shouldServeAnUnprivilegedUser() throws IOException {
    ChildJvm child =
        TracedService.describe()
            .classPath(new PublicFiles(directory).classPath(UsdtProvider.class, UsdtService.class))
            .through("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    try (TracedService service = TracedService.start(child);
        Bpftrace tracer = Bpftrace.counting(service)) {
      assertThat(Files.getOwner(Path.of(service.file())).getName()).isEqualTo("nobody");
      service.ask("count 1000 1 platform");
      assertThat(tracer.interrupt().out()).contains("@calls: 1000");
    }
  }
}
