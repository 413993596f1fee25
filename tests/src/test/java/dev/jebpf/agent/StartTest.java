package dev.jebpf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GREET = "methods=dev.jebpf.agent.Neighbour::greet";

  @TempDir private Path directory;

  @Test
  void shouldShowTheServiceNothingOfItself() {
    ChildRun run = succeed(service().agent("wait=true"));
    assertThat(run.value("asm")).isEqualTo("false");
    assertThat(run.value("picocli")).isEqualTo("false");
    assertThat(run.value("agent")).isEqualTo("false");
    assertThat(run.value("opened")).isEqualTo("false");
    assertThat(run.value("native")).isEqualTo("false");
    assertThat(run.value("premain")).isEqualTo("true");
  }

  @Test
  void shouldStartFromAPathThatIsNoPlainUrl() throws Exception {
    Path odd = Files.createDirectory(directory.resolve("a b%20c#d"));
    Path jar = Files.copy(AgentJar.path(), odd.resolve("jebpf +.jar"));
    Path recording = odd.resolve("x y.jfr");
    succeed(service().agent(jar, "wait=true", "file=" + recording, GREET));
    assertThat(Breakdown.of(recording).method("greet").count()).isEqualTo(3);
  }

  @Test
  void shouldRecordForItsOwnerOnly() throws Exception {
    Path recording = Files.createFile(directory.resolve("x.jfr"));
    Files.setPosixFilePermissions(recording, PosixFilePermissions.fromString("rw-rw-rw-"));
    succeed(service().agent("wait=true", "file=" + recording));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldLoseNothingToJfrsOwnShutdown() {
    Path recording = directory.resolve("user.jfr");
    ChildRun run =
        service()
            .agent("wait=true", GREET)
            .jvm("-XX:StartFlightRecording:filename=" + recording, "-Xlog:jfr+startup=off")
            .run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(Breakdown.of(recording).method("greet").count()).isEqualTo(3);
  }

  @Test
  void shouldTraceARunningJvm() throws Exception {
    Path recording = directory.resolve("attached.jfr");
    try (var child = waiting().start()) {
      child.awaitLine("waiting", PATIENCE);
      attach(child, "wait=true,file=" + recording + "," + GREET);
      child.send("");
      ChildRun run = child.await(PATIENCE);
      assertThat(run.exit()).as(run::toString).isZero();
      assertThat(run.err()).isEmpty();
    }
    assertThat(Breakdown.of(recording).method("greet").count()).isEqualTo(1);
  }

  @Test
  void shouldSayThatItTracesAlready() throws Exception {
    try (var child = waiting().agent().start()) {
      child.awaitLine("waiting", PATIENCE);
      attach(child, "wait=true");
      child.send("");
      ChildRun run = child.await(PATIENCE);
      assertThat(run.err()).hasSize(1).first().asString().contains("traces this JVM already");
    }
  }

  @Test
  void shouldTraceAgainWhenTheFirstTimeIsOver() throws Exception {
    Path first = directory.resolve("first.jfr");
    Path second = directory.resolve("second.jfr");
    try (var child = waiting().agent("wait=true", "duration=1s", "file=" + first, GREET).start()) {
      child.awaitLine("waiting", PATIENCE);
      while (Files.size(first) == 0) {
        Thread.sleep(50);
      }
      attach(child, "wait=true,file=" + second + "," + GREET);
      child.send("");
      ChildRun run = child.await(PATIENCE);
      assertThat(run.exit()).as(run::toString).isZero();
      assertThat(run.err()).isEmpty();
    }
    assertThat(Breakdown.of(first).method("greet").count()).isEqualTo(3);
    assertThat(Breakdown.of(second).method("greet").count()).isEqualTo(1);
  }

  @Test
  void shouldKeepAnArchiveOfTheApplicationsClasses() throws Exception {
    Path archive = directory.resolve("app.jsa");
    ChildJvm packed = service().classPath(jar().toString());
    ChildRun dump = packed.jvm("-XX:ArchiveClassesAtExit=" + archive).run(PATIENCE);
    assertThat(archive).as(dump::toString).isNotEmptyFile();
    ChildRun run =
        service()
            .classPath(directory.resolve("app.jar").toString())
            .jvm("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load")
            .agent("wait=true")
            .run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .filteredOn(line -> line.contains("dev.jebpf.agent.Neighbour source:"))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  private Path jar() throws IOException {
    Path jar = directory.resolve("app.jar");
    String entry = Neighbour.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(entry));
      Files.copy(Path.of(ChildJvm.classPathOf(Neighbour.class)).resolve(entry), out);
    }
    return jar;
  }

  private static void attach(RunningJvm child, String options) throws Exception {
    var vm = VirtualMachine.attach(Long.toString(child.pid()));
    vm.loadAgent(AgentJar.path().toString(), options);
    vm.detach();
  }

  private static ChildRun succeed(ChildJvm child) {
    ChildRun run = child.run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).endsWith("done");
    return run;
  }

  private static ChildJvm service(String... arguments) {
    return ChildJvm.of(Neighbour.class, arguments).classPath(ChildJvm.classPathOf(Neighbour.class));
  }

  private static ChildJvm waiting() {
    return service("wait").jvm("-XX:+EnableDynamicAgentLoading");
  }
}
