package dev.jebpf.cli;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.cli.analyze.EngineFailedException;
import dev.jebpf.cli.analyze.EngineLoader;
import dev.jebpf.cli.analyze.Finding;
import dev.jebpf.cli.analyze.JsonFindings;
import dev.jebpf.cli.analyze.Severity;
import dev.jebpf.cli.analyze.TextFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jebpf analyze FILE.jfr`.
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "What in a recording deserves a look, by the rules of JDK Mission Control.",
    footer = {
      "",
      "Rules about jebpf's events, and JMC's own about the JVM where the recording has the JVM's"
          + " events. The former are also a plug-in for Mission Control: jebpf-rules.jar, for its"
          + " folder dropins. A score from 25 on is info, from 75 on a warning.",
      "",
      "Examples:",
      "  jebpf analyze orders.jfr",
      "  jebpf analyze orders.jfr --min-severity warning",
      "  jebpf analyze orders.jfr --format json | jq '.findings[] | {rule, score, summary}'"
    })
final class AnalyzeCommand implements Callable<Integer> {
  /// How the findings are written.
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Which rules are evaluated.
  enum Rules {
    ALL,
    JEBPF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Session session;

  @Parameters(paramLabel = "FILE.jfr", description = "The recording.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--min-severity",
      paramLabel = "SEVERITY",
      defaultValue = "info",
      description = "Least severity shown: not-applicable, ok, info or warning (default: info).")
  private Severity least = Severity.INFO;

  @Option(
      names = "--rules",
      paramLabel = "WHICH",
      defaultValue = "all",
      description = "all, or jebpf for those about jebpf's events only (default: all).")
  private Rules rules = Rules.ALL;

  AnalyzeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    requireSound();
    var findings = evaluate();
    try {
      switch (format) {
        case TEXT ->
            new TextFindings(session.canvas(), least)
                .lines(file.toString(), findings)
                .forEach(line -> session.out().println(line.stripTrailing()));
        case JSON -> new JsonFindings(least).write(findings, session.out());
      }
    } catch (IOException e) {
      throw new OperationFailedException("writing the findings about " + file + ": " + e, e);
    }
    return 0;
  }

  /// JMC's parser passes over a chunk that was cut off; the JDK's does not, and tells why.
  private void requireSound() throws OperationFailedException {
    BreakdownReport _ = Recordings.read(file, 1);
  }

  private List<Finding> evaluate() throws OperationFailedException {
    try {
      return EngineLoader.engine().evaluate(file, rules == Rules.ALL);
    } catch (EngineFailedException e) {
      throw new OperationFailedException("analyzing " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw Recordings.unreadable(file, e);
    }
  }
}
