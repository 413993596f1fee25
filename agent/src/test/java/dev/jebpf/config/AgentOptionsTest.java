package dev.jebpf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.event.EventRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", ",", " , "})
  void shouldBeUsefulWithoutOptions(String text) throws Exception {
    AgentOptions options = AgentOptions.parse(text);
    assertThat(options.methods()).isEmpty();
    assertThat(options.presets()).containsExactlyInAnyOrder(Preset.values());
    assertThat(options.events()).containsExactlyInAnyOrder(EventKind.values());
    assertThat(options.thresholds()).isEqualTo(Thresholds.DEFAULT);
    assertThat(options.period()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.file()).isNull();
    assertThat(options.blocked()).isNull();
    assertThat(options.stacks()).isNull();
    assertThat(options.duration()).isNull();
    assertThat(options.stack()).isTrue();
    assertThat(options.waits()).isFalse();
  }

  @Test
  void shouldReadEveryOption() throws Exception {
    AgentOptions options =
        AgentOptions.parse(
            "file=/tmp/x.jfr,methods=a.B::c;::d;@e.F,presets=jdbc;http,events=sched;tcp,"
                + "threshold=1ms,blocked=5ms,stacks=2ms,duration=1m,period=500 ms,stack=false,slots=5000,wait=true");
    assertThat(options.file()).isEqualTo(Path.of("/tmp/x.jfr"));
    assertThat(options.methods())
        .extracting(MethodFilter::text)
        .containsExactly("a.B::c", "::d", "@e.F");
    assertThat(options.presets()).containsExactlyInAnyOrder(Preset.JDBC, Preset.HTTP);
    assertThat(options.events()).containsExactlyInAnyOrder(EventKind.SCHED, EventKind.TCP);
    assertThat(options.thresholds().call()).isEqualTo(Duration.ofMillis(1));
    assertThat(options.blocked()).isEqualTo(Duration.ofMillis(5));
    assertThat(options.stacks()).isEqualTo(Duration.ofMillis(2));
    assertThat(options.duration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.period()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.stack()).isFalse();
    assertThat(options.slots()).isEqualTo(8192);
    assertThat(options.waits()).isTrue();
  }

  @Test
  void shouldHaveStacksOfOperationsAsOfBlockedThreads() throws Exception {
    assertThat(AgentOptions.parse("blocked=5ms").stacks()).isEqualTo(Duration.ofMillis(5));
    assertThat(AgentOptions.parse("blocked=5ms,stacks=0ms").stacks()).isEqualTo(Duration.ZERO);
    assertThat(AgentOptions.parse("stacks=1s").blocked()).isNull();
  }

  @Test
  void shouldReadKernelEventsAmongKinds() throws Exception {
    AgentOptions options =
        AgentOptions.parse(
            "events=all;kernel:tcp_sendmsg(sk.__sk_common.skc_dport,size)/size > 1 &&"
                + " duration>1ms/;tracepoint:sched:sched_process_fork,stack=false");
    assertThat(options.events()).containsExactlyInAnyOrder(EventKind.values());
    assertThat(options.kernelEvents())
        .extracting(EventRequest::text)
        .containsExactly(
            "kernel:tcp_sendmsg(sk.__sk_common.skc_dport,size)/size > 1 && duration>1ms/",
            "tracepoint:sched:sched_process_fork");
    assertThat(options.stack()).isFalse();
    assertThat(AgentOptions.parse("events=kprobe:vfs_read()").events()).isEmpty();
  }

  @Test
  void shouldSetThresholdsByKind() throws Exception {
    Thresholds thresholds = AgentOptions.parse("threshold=call:1ms;tcp:30us").thresholds();
    assertThat(thresholds.call()).isEqualTo(Duration.ofMillis(1));
    assertThat(thresholds.tcp()).isEqualTo(Duration.ofNanos(30_000));
    assertThat(thresholds.file()).isEqualTo(Thresholds.DEFAULT.file());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"/tmp/a,b=c.jfr\"", "'/tmp/a,b=c.jfr'"})
  void shouldTakeCommasInQuotedValues(String quoted) throws Exception {
    AgentOptions options = AgentOptions.parse("file=" + quoted + ",stack=false");
    assertThat(options.file()).isEqualTo(Path.of("/tmp/a,b=c.jfr"));
    assertThat(options.stack()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          treshold=1ms          | did you mean 'threshold'
          xyzzy=1               | there are file, methods, presets
          file                  | 'file' is not of the form key=value
          methods=a.B::c,d.E::f | 'd.E::f' is not of the form key=value; several values
          stack=yes             | stack=yes: write true or false
          stacks=true           | stacks=true: not a time; write a whole number and a unit, such as 500us, 10ms, 60s
          stack=true,stack=true | 'stack' is given twice
          file="/tmp/x          | no closing "
          file="/tmp/x"y        | after the quoted value of 'file'
          presets=jbdc          | did you mean 'jdbc'
          events=disk           | events=disk
          events=kernal:f       | events=kernal:f: unknown kind of event 'kernal' (did you mean 'kernel'
          events=kernel:f(a     | expected ')' after the fields at its end
          threshold=fast        | threshold=fast: not a time
          threshold=10          | threshold=10: not a time
          threshold=ms          | threshold=ms: not a time
          threshold=cal:1ms     | did you mean 'call'
          duration=0s           | duration=0s: must be more
          duration=999999999d   | more than 292 years
          slots=0               | slots=0: write a number
          slots=many            | slots=many: write a number
          methods=a-b::c        | methods=a-b::c: 'a-b' can't be the name of a class
          """)
  void shouldSayWhatIsWrong(String text, String message) {
    assertThatExceptionOfType(OptionSyntaxException.class)
        .isThrownBy(() -> AgentOptions.parse(text))
        .withMessageContaining(message)
        .matches(e -> e.getMessage().lines().count() == 1);
  }

  @Test
  void shouldPreferTheCommandLineToTheConfiguration(@TempDir Path directory) throws Exception {
    Path config = directory.resolve("jebpf.properties");
    Files.writeString(config, "period = 1s\nthreshold = 2ms\n# a comment\n");
    AgentOptions options = AgentOptions.parse("threshold=3ms,config=" + config);
    assertThat(options.period()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.thresholds().call()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void shouldNameTheConfigurationWithAnUnknownOption(@TempDir Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("jebpf.properties"), "metods=a.B\n");
    assertThatExceptionOfType(OptionSyntaxException.class)
        .isThrownBy(() -> AgentOptions.parse("config=" + config))
        .withMessageContaining(config.toString())
        .withMessageContaining("did you mean 'methods'");
  }

  @Test
  void shouldTellDataFromSyntax() {
    assertThatExceptionOfType(OptionDataException.class)
        .isThrownBy(() -> AgentOptions.parse("config=/nonexistent/jebpf.properties"))
        .withMessage(
            "config=/nonexistent/jebpf.properties can't be read (no such file or directory)");
  }

  @Test
  void shouldLimitWhatTheFileKeeps() throws Exception {
    AgentOptions options = AgentOptions.parse("file=x.jfr,maxsize=64m,maxage=60s");
    assertThat(options.limits()).isEqualTo(new RetentionLimits(32L << 20, Duration.ofSeconds(60)));
    assertThat(AgentOptions.parse("file=x.jfr").limits()).isEqualTo(RetentionLimits.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxsize=64", "maxsize=m", "maxsize=-1m", "maxsize=0k", "maxsize=1t"})
  void shouldSayWhatASizeIs(String size) {
    assertThatExceptionOfType(OptionSyntaxException.class)
        .isThrownBy(() -> AgentOptions.parse("file=x.jfr," + size))
        .withMessage(size + ": not a size; write a whole number and a unit, such as 64m, 2g");
  }

  @Test
  void shouldRefuseLimitsWithoutAFile() {
    assertThatExceptionOfType(OptionSyntaxException.class)
        .isThrownBy(() -> AgentOptions.parse("maxage=60s"))
        .withMessage("maxsize and maxage are about file=, which is not given");
  }
}
