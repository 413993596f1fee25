package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @ParameterizedTest
  @CsvSource({
    "metods=a.B::c, did you mean 'methods'",
    "nonsense=1, nonsense",
    "methods=a.B::, methods=a.B::",
    "methods=a-b::c, a-b",
    "methods=@, @",
    "threshold=fast, threshold",
    "period=0s, period",
    "slots=many, slots",
    "wait=perhaps, wait",
    "events=disco, disco",
    "events=kernal:vfs_read, did you mean 'kernel'",
    "events=kernel:vfs_read(count, after the fields",
    "file, file"
  })
  void shouldNameAWrongOptionInOneLineAndLetTheServiceRun(String option, String named) {
    assertThat(Runs.theLine(Runs.served(option))).contains(named);
  }

  @Test
  void shouldNameAPatternThatMatchesNothing() {
    ChildRun run =
        Runs.served("methods=dev.nowhere.Nothing::never;dev.jebpf.badinput.Service::work");
    assertThat(Runs.theLine(run)).contains("dev.nowhere.Nothing::never").doesNotContain("::work");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kernel:vfs_raed                             | did you mean 'vfs_read'
          kernel:*read*                               | at most 64 can be traced with one pattern
          tracepoint:sched:sched_process_fork(chldi)  | has no argument chldi
          tracepoint:sched:sched_process_fork(child.no_such) | has no member no_such
          """)
  void shouldLeaveOutAKernelEventThatCannotBeHad(String event, String named) {
    String option = "events=sched;tracepoint:task:task_newtask(task.pid);" + event;
    assertThat(Runs.theLine(Runs.served(option, "wait=true"))).contains(event).contains(named);
  }

  @Test
  void shouldNameAConfigurationThatCannotBeRead() {
    assertThat(Runs.theLine(Runs.served("config=/nonexistent/jebpf.properties")))
        .contains("/nonexistent/jebpf.properties");
  }

  @Test
  void shouldNameAConfigurationThatIsADirectory(@TempDir Path directory) {
    assertThat(Runs.theLine(Runs.served("config=" + directory))).contains(directory.toString());
  }

  @Test
  void shouldNameTheLineOfAWrongConfiguration(@TempDir Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("jebpf.properties"), "metods=a.B::c\n");
    assertThat(Runs.theLine(Runs.served("config=" + config)))
        .contains(config.toString())
        .contains("did you mean 'methods'");
  }

  @Test
  void shouldTakeOptionsFromAConfiguration(@TempDir Path directory) throws IOException {
    Path recording = directory.resolve("service.jfr");
    Path config =
        Files.writeString(
            directory.resolve("jebpf.properties"), "file=" + recording + "\nwait=true\n");
    assertThat(Runs.served("config=" + config).err()).isEmpty();
    assertThat(recording).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"/proc/nothing/x.jfr", "/nonexistent/x.jfr", "/"})
  void shouldNameAFileThatCannotBeWritten(String file) {
    assertThat(Runs.theLine(Runs.served("file=" + file, "wait=true"))).contains(file);
  }

  @Test
  void shouldBeSilentWithoutOptions() {
    assertThat(Runs.served(ChildJvm.of(Service.class).agent()).err()).isEmpty();
  }

  @Test
  void shouldBeSilentWhenNativeAccessIsDenied() {
    var child = ChildJvm.of(Service.class).agent("wait=true");
    assertThat(Runs.served(child.jvm("--illegal-native-access=deny")).err()).isEmpty();
  }

  @Test
  void shouldTolerateBeingGivenTwice(@TempDir Path directory) {
    Path recording = directory.resolve("service.jfr");
    ChildRun run =
        Runs.served(
            ChildJvm.of(Service.class)
                .agent("file=" + recording, "wait=true")
                .agent("methods=dev.jebpf.badinput.Service::work"));
    assertThat(run.err()).hasSizeLessThanOrEqualTo(1).allMatch(line -> line.startsWith("jebpf: "));
    assertThat(recording).isNotEmptyFile();
  }
}
