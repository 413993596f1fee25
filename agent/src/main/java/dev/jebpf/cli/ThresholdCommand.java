package dev.jebpf.cli;

import dev.jebpf.config.OptionSyntaxException;
import dev.jebpf.config.ThresholdRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `jebpf threshold PID KIND:TIME ...`.
@Command(
    name = "threshold",
    mixinStandardHelpOptions = true,
    description = {
      "Change from which duration on a traced JVM records something by itself, at once.",
      "Totals and the breakdown have everything all the time."
    },
    footer = {"", "Example:", "  jebpf threshold 4711 blocked:1ms file:off"})
final class ThresholdCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id.")
  private long pid;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KIND:TIME",
      description =
          "KIND is call, file, tcp or blocked, as far as that JVM traces it; TIME a whole number"
              + " and a unit, such as 500us, or off.")
  @SuppressWarnings("NullAway.Init")
  private List<String> changes;

  ThresholdCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    String attempt = "changing thresholds of process " + pid;
    ThresholdRequest request;
    try {
      request = ThresholdRequest.parse(changes);
    } catch (OptionSyntaxException e) {
      throw new OperationFailedException(attempt + ": " + e.getMessage(), e);
    }
    RunningAgent.ask(pid, "threshold", request, attempt);
    session
        .out()
        .println("Process " + pid + " goes by " + String.join(", ", changes) + " from now on.");
    return 0;
  }
}
