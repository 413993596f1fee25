package dev.jebpf.program;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel's verifier wrote about a program it refused.
///
/// @param text all of it
public record VerifierLog(String text) {
  /// An instruction as the log shows it: `12: (79) r1 = *(u64 *)(r0 +0)`.
  private static final Pattern INSTRUCTION = Pattern.compile("^(\\d+): \\([0-9a-f]{2}\\)");

  /// A complaint that names an instruction: `unreachable insn 7`, `back-edge from insn 5 to 2`.
  private static final Pattern NAMED = Pattern.compile("\\binsn (\\d+)\\b");

  /// Statistics that end every log: `processed 12 insns (limit 1000000) ...`.
  private static final Pattern STATISTICS =
      Pattern.compile("^(processed \\d+ insns|verification time|stack depth|mark_read).*");

  /// The lines that matter: those that are not blank, without the closing statistics.
  List<String> lines() {
    return text.lines()
        .filter(line -> !line.isBlank() && !STATISTICS.matcher(line).matches())
        .toList();
  }

  /// The verifier's complaint: its last line.
  public String summary() {
    List<String> lines = lines();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  /// The instruction at which verification ended: the one the last line names, or the last one
  /// shown.
  OptionalInt instruction() {
    List<String> lines = lines();
    if (!lines.isEmpty()) {
      Matcher named = NAMED.matcher(lines.getLast());
      if (named.find()) {
        return OptionalInt.of(Integer.parseInt(named.group(1)));
      }
    }
    for (String line : lines.reversed()) {
      Matcher shown = INSTRUCTION.matcher(line);
      if (shown.find()) {
        return OptionalInt.of(Integer.parseInt(shown.group(1)));
      }
    }
    return OptionalInt.empty();
  }
}
