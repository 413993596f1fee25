package dev.jebpf.cli;

import dev.jebpf.cli.report.By;
import dev.jebpf.cli.report.CsvReport;
import dev.jebpf.cli.report.JsonReport;
import dev.jebpf.cli.report.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `jebpf breakdown FILE.jfr`.
@Command(
    name = "breakdown",
    mixinStandardHelpOptions = true,
    description = "Where the time went in a recording.",
    footer = {
      "",
      "Every nanosecond of a thread or call is in exactly one state: on a CPU (cpu), runnable but"
          + " waiting for one (runqueue.preempted, runqueue.woken, throttled), or, a virtual"
          + " thread, for a carrier (carrier), blocked (lock, wait, park, sleep, file, disk,"
          + " network, poll, pipe, fault), held up by the JVM (vm), stopped or other.",
      "",
      "Examples:",
      "  jebpf breakdown orders.jfr",
      "  jebpf breakdown orders.jfr --by call --top 5",
      "  jebpf breakdown orders.jfr --format json | jq '.methods[] | {method, lock: .states.lock}'"
    })
final class BreakdownCommand implements Callable<Integer> {
  private static final int TEXT_ROWS = 20;

  /// How the breakdown is written.
  enum Format {
    TEXT,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE.jfr", description = "The recording.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "thread",
      description = "thread, method or call (default: thread). JSON always has all three.")
  private By by = By.THREAD;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or csv (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many rows, the most important first (default: 20 in text, else all).")
  private @Nullable Integer top;

  BreakdownCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    if (top != null && top < 1) {
      throw new ParameterException(spec.commandLine(), "--top " + top + ": must be at least 1");
    }
    var report = Recordings.read(file, Integer.MAX_VALUE);
    try {
      switch (format) {
        case TEXT ->
            new TextReport(session.canvas(), by, top == null ? TEXT_ROWS : top)
                .lines(file.toString(), report)
                .forEach(line -> session.out().println(line.stripTrailing()));
        case JSON -> new JsonReport(limit()).write(report, session.out());
        case CSV ->
            session
                .out()
                .write(new CsvReport(by, limit()).text(report).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new OperationFailedException("writing the breakdown of " + file + ": " + e, e);
    }
    return 0;
  }

  private int limit() {
    return top == null ? Integer.MAX_VALUE : top;
  }
}
