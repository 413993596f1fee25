package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// bcc counts with `argdist`: its `funccount` turns every path of a USDT probe into `b'...'` and
/// finds none, libjvm's neither, in Debian 12 (0.26), in Debian 13 (0.31) and in sid (0.37).
@Tag("kernel")
class BccTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void shouldTraceTypedArguments() {
    Tool.TRACE.path();
    String script =
        "PYTHONUNBUFFERED=1 exec trace-bpfcc -p $1 \"u:$2:typed \\\"%ld %d %d %d %d %d %s %d\\\", $3\"";
    String arguments = "arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg9";
    try (TracedService service = TracedService.start();
        var tracer = Tool.startWithTraceFs(script, service.pid(), service.file(), arguments)) {
      service.ask("repeat typed");
      assertThat(tracer.awaitLine(service.pid(), PATIENCE))
          .contains("typed", "-9223372036854775808 -2 -3 -4 1 8364 grün 3");
    }
  }

  @Test
  void shouldCountByArgument() {
    Tool.ARGDIST.path();
    String script = "PYTHONUNBUFFERED=1 exec argdist-bpfcc -p $1 -i 1 -c -C \"u:$2:p0():int:arg1\"";
    try (TracedService service = TracedService.start()) {
      service.ask("add 1");
      try (var tracer = Tool.startWithTraceFs(script, service.pid(), service.file())) {
        service.ask("repeat p0");
        tracer.awaitLine("\tCOUNT", PATIENCE);
        service.ask("fire p0 100000");
        assertThat(tracer.awaitLine("\t100000 ", PATIENCE)).endsWith(" arg1 = 7");
      }
    }
  }
}
