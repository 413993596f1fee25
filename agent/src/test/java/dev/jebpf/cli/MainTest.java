package dev.jebpf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.AnnotationElement;
import jdk.jfr.EventFactory;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void shouldExplainItself() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("Examples:", "Exit codes:", "breakdown", "doctor", "attach");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void shouldTellItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(text(out)).startsWith("jebpf ").contains("(Java " + Runtime.version() + ")");
  }

  @Test
  void shouldSuggestTheCommandThatWasMeant() {
    assertThat(run("breakdwon")).isEqualTo(2);
    assertThat(text(err)).contains("'breakdwon'", "Did you mean: jebpf breakdown", "--help");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void shouldRefuseWrongOptions() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("breakdown")).isEqualTo(2);
    assertThat(run("breakdown", "x.jfr", "--by", "colour")).isEqualTo(2);
    assertThat(run("breakdown", "x.jfr", "--top", "0")).isEqualTo(2);
    assertThat(text(err)).contains("no command", "FILE.jfr", "colour", "--top 0");
  }

  @Test
  void shouldFailWithoutAStackTrace() throws IOException {
    var foreign = Files.writeString(directory.resolve("x.jfr"), "x");
    assertThat(run("breakdown", foreign.toString())).isEqualTo(1);
    assertThat(run("breakdown", directory.toString())).isEqualTo(1);
    assertThat(run("breakdown", "/none.jfr")).isEqualTo(1);
    assertThat(text(err).lines())
        .containsExactly(
            "jebpf: " + foreign + ": not a JFR recording: it doesn't start with FLR",
            "jebpf: "
                + directory
                + " is a directory. A recording is a file; make one of a JVM's repository with: jfr"
                + " assemble "
                + directory
                + " service.jfr",
            "jebpf: reading /none.jfr: there is no such file");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void shouldShowTheStackTraceWhenDebugging() {
    assertThat(run("breakdown", "/none.jfr", "--debug")).isEqualTo(1);
    assertThat(text(err)).contains("there is no such file", "\tat dev.jebpf.cli.BreakdownCommand");
  }

  @Test
  void shouldReadARecordingInEveryFormat() throws IOException {
    var file = recording().toString();
    assertThat(run("breakdown", file)).isZero();
    assertThat(text(out)).contains("losses:   ringDrops 3");
    out.reset();
    assertThat(run("breakdown", file, "--format", "json")).isZero();
    assertThat(text(out))
        .isEqualTo(
            "{\"threads\":[],\"methods\":[],\"calls\":[],\"losses\":{\"ringDrops\":3},"
                + "\"overhead\":{},\"backends\":{}}\n");
    out.reset();
    assertThat(run("breakdown", file, "--format", "csv", "--by", "CALL")).isZero();
    assertThat(text(out)).startsWith("method,thread,").endsWith(",other,carrier\r\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void shouldHonourColumnsAndNoColor() {
    var terminal = new Output("/dev/pts/none");
    var colour = session(Map.of("TERM", "xterm", "COLUMNS", "80"), terminal).canvas();
    assertThat(colour.colour()).isTrue();
    assertThat(colour.width()).isEqualTo(80);
    assertThat(session(Map.of("TERM", "xterm", "NO_COLOR", "1"), terminal).canvas().colour())
        .isFalse();
    assertThat(session(Map.of("TERM", "dumb"), terminal).canvas().colour()).isFalse();
    var pipe = session(Map.of("TERM", "xterm"), new Output("pipe:[1]")).canvas();
    assertThat(pipe.colour()).isFalse();
    assertThat(pipe.width()).isEqualTo(100);
  }

  @Test
  void shouldCheckTheOptionsOfAttachBeforeAttaching() {
    assertThat(run("attach", "1", "fiel=x.jfr")).isEqualTo(2);
    assertThat(run("attach", "one")).isEqualTo(2);
    assertThat(run("attach", "1", "config=/none/such")).isEqualTo(1);
    assertThat(text(err)).contains("did you mean 'file'", "'one' is not a long", "/none/such");
    assertThat(text(err)).doesNotContain("\tat ");
  }

  @Test
  void shouldNotAttachWithoutTheJar() {
    assertThat(run("attach", "1")).isEqualTo(1);
    assertThat(text(err)).contains("java -jar jebpf.jar attach");
  }

  @Test
  void shouldSayThatThereIsNoSuchProcess() {
    assertThat(run("doctor", "--pid", "99999999")).isEqualTo(1);
    assertThat(text(err)).contains("there is no process 99999999", "jcmd -l");
  }

  private Path recording() throws IOException {
    var file = directory.resolve("recording.jfr");
    var factory =
        EventFactory.create(
            List.of(new AnnotationElement(Name.class, "jebpf.Losses")),
            List.of(new ValueDescriptor(long.class, "ringDrops")));
    try (var recording = new Recording()) {
      recording.start();
      var event = factory.newEvent();
      event.set(0, 3L);
      event.commit();
      recording.stop();
      recording.dump(file);
    } finally {
      factory.unregister();
    }
    return file;
  }

  private Session session(Map<String, String> environment, Output output) {
    return new Session(System.out, System.err, environment, output);
  }

  private int run(String... arguments) {
    return Main.of(new PrintStream(out, true), new PrintStream(err, true)).run(arguments);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
