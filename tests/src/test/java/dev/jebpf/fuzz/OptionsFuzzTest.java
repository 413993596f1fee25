package dev.jebpf.fuzz;

import dev.jebpf.config.AgentOptions;
import dev.jebpf.config.MethodFilter;
import dev.jebpf.config.OptionDataException;
import dev.jebpf.config.OptionSyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's options, which come from a command line, and its configuration file: understood, or
/// refused by one of the two exceptions whose message the user gets.
class OptionsFuzzTest {
  private static final long MOST_BYTES = 64 << 20;

  private static final List<byte[]> WORDS =
      bytes(
          "file=",
          "methods=",
          "presets=",
          "events=",
          "threshold=",
          "duration=",
          "period=",
          "stack=",
          "slots=",
          "wait=",
          "config=",
          "::",
          "*",
          "**",
          "@",
          ";",
          ",",
          "'",
          "\"",
          "<init>",
          "ms",
          "all",
          "none",
          "true",
          "\0",
          "call:",
          "99999999999999999999d",
          "-1",
          "\\u0000");

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Test
  void shouldUnderstandOrRefuseOptions() throws Exception {
    Fuzzer.run(
        "options",
        bytes(
            "file=/tmp/x.jfr,methods=com.acme.Orders::place;@jakarta.ws.rs.GET;::run,wait=true",
            "threshold=call:10ms;file:1ms,period=10s,duration=5m,slots=100,stack=false",
            "presets=servlet;http,events=sched;tcp,methods='a.b.*::c*'",
            ""),
        WORDS,
        MOST_BYTES,
        input -> understood(new String(input, StandardCharsets.UTF_8)));
  }

  @Test
  void shouldUnderstandOrRefuseAConfiguration(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("jebpf.properties");
    Fuzzer.run(
        "configuration",
        bytes(
            "methods=a.B::c\nthreshold: 10ms\n# note\nevents = sched;\\\n  file\n", "wait true\n"),
        WORDS,
        MOST_BYTES,
        input -> {
          Files.write(file, input);
          return understood("config=" + file);
        });
  }

  private static boolean understood(String text) {
    try {
      AgentOptions options = AgentOptions.parse(text);
      for (MethodFilter filter : options.methods()) {
        var _ = filter.className().matches("com.acme.orders.OrderService$Inner");
        var _ = filter.method().matches("<init>");
      }
      return true;
    } catch (OptionSyntaxException | OptionDataException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("no message", e);
      }
      return false;
    }
  }
}
