package dev.jebpf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AttachOptionsTest {
  private static final String HERE = Path.of("").toAbsolutePath().toString();

  @Test
  void shouldMakePathsAbsolute() {
    assertThat(AttachOptions.absolute("file=a.jfr,duration=5s"))
        .isEqualTo("file=" + HERE + "/a.jfr,duration=5s");
    assertThat(AttachOptions.absolute("period=1s,config='my conf'"))
        .isEqualTo("period=1s,config='" + HERE + "/my conf'");
  }

  @Test
  void shouldLeaveTheRestAlone() {
    var options = "file=/tmp/a.jfr,methods=a.B::file;c,threshold=call:1ms;file:2ms";
    assertThat(AttachOptions.absolute(options)).isEqualTo(options);
    assertThat(AttachOptions.absolute("")).isEmpty();
  }

  @Test
  void shouldListEveryOptionInHelp() {
    for (var option : dev.jebpf.config.Option.values()) {
      assertThat(AttachOptions.help(80))
          .anyMatch(line -> line.startsWith("  " + option.key() + "="));
    }
    assertThat(AttachOptions.help(80)).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }
}
