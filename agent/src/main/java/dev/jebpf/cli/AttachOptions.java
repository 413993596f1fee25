package dev.jebpf.cli;

import dev.jebpf.cli.text.Texts;
import dev.jebpf.config.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The agent's options as they go to another JVM.
final class AttachOptions {
  private static final int LABEL = 21;

  private static final Pattern RELATIVE_PATH =
      Pattern.compile("(^|,)(\\s*(?:file|config)=[\"']?)([^/\"',][^\"',]*)");

  private AttachOptions() {}

  /// The same options with absolute paths: the other JVM has a working directory of its own.
  static String absolute(String options) {
    return RELATIVE_PATH.matcher(options).replaceAll(AttachOptions::absolute);
  }

  private static String absolute(MatchResult path) {
    String absolute = Path.of(path.group(3)).toAbsolutePath().toString();
    return Matcher.quoteReplacement(path.group(1) + path.group(2) + absolute);
  }

  /// What help says about them, with examples, in lines of at most `width` characters.
  static String[] help(int width) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Options of the agent:");
    for (var option : Option.values()) {
      String label = Texts.left("  " + option.key() + "=" + option.valueForm(), LABEL) + "  ";
      lines.addAll(Texts.wrap(label, option.help(), width));
    }
    lines.add("");
    lines.addAll(
        Texts.wrap(
            "",
            "Run as the user of that JVM or as root. That JVM itself needs CAP_BPF and CAP_PERFMON:"
                + " jebpf doctor --pid PID tells. It prints a warning about a dynamically loaded"
                + " agent unless it was started with -XX:+EnableDynamicAgentLoading.",
            width));
    lines.add("");
    lines.add("Examples:");
    lines.add("  jebpf attach 4711 file=/tmp/orders.jfr,duration=30s");
    lines.add("  jebpf attach 4711 'methods=com.acme.Orders::*;@com.acme.Timed' threshold=5ms");
    return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
  }
}
