package dev.jebpf.program;

import dev.jebpf.linux.Errno;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The kernel's verifier refused a program. The message names the Java source line and ends with
/// the last lines of the verifier's log; [#log] has all of them.
public final class VerifierException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// How many lines of the log the message shows.
  private static final int LAST_LINES = 8;

  private final transient ProgramSpec spec;
  private final transient VerifierLog log;
  private final transient @Nullable SourceLine source;

  private VerifierException(
      String message, ProgramSpec spec, VerifierLog log, @Nullable SourceLine source) {
    super(message);
    this.spec = spec;
    this.log = log;
    this.source = source;
  }

  static VerifierException of(ProgramSpec spec, long result, VerifierLog log) {
    SourceLine source = source(spec.lines(), log.instruction());
    StringBuilder message = new StringBuilder();
    message
        .append("the kernel's verifier refused program name=")
        .append(spec.name())
        .append(" attach=")
        .append(spec.attach());
    if (source != null) {
      message.append(" at ").append(source.file()).append(':').append(source.line());
      if (!source.text().isBlank()) {
        message.append(" `").append(source.text().strip()).append('`');
      }
    }
    message.append(": ").append(Errno.describe(result));
    List<String> lines = log.lines();
    int leftOut = Math.max(0, lines.size() - LAST_LINES);
    if (leftOut > 0) {
      message.append("\n  (").append(leftOut).append(" lines of the log left out)");
    }
    lines.subList(leftOut, lines.size()).forEach(line -> message.append("\n  ").append(line));
    return new VerifierException(message.toString(), spec, log, source);
  }

  /// The line that an instruction came from.
  private static @Nullable SourceLine source(List<SourceLine> lines, OptionalInt instruction) {
    SourceLine found = null;
    for (SourceLine line : lines) {
      if (instruction.isPresent() && line.instruction() <= instruction.getAsInt()) {
        found = line;
      }
    }
    return found;
  }

  /// The program.
  public ProgramSpec spec() {
    return spec;
  }

  /// The whole log.
  public VerifierLog log() {
    return log;
  }

  /// Where verification ended; null if the log does not tell or the program has no source lines.
  public @Nullable SourceLine source() {
    return source;
  }
}
