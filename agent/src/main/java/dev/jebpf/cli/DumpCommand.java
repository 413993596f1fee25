package dev.jebpf.cli;

import dev.jebpf.cli.process.AgentLoader;
import dev.jebpf.cli.process.AttachFailedException;
import dev.jebpf.config.DumpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `jebpf dump PID FILE.jfr`.
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = "Write what a JVM traced with file= has recorded so far; tracing goes on.",
    footer = {"", "Example:", "  jebpf dump 4711 /tmp/so-far.jfr"})
final class DumpCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id.")
  private long pid;

  @Parameters(
      index = "1",
      paramLabel = "FILE.jfr",
      description = "The recording to make. That JVM writes it, as its user.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  DumpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    if (Files.exists(file)) {
      throw failed(file + " exists already; remove it or choose another name", null);
    }
    AttachTarget target = AttachTarget.of(pid, "dump");
    String answer;
    try {
      answer = AgentLoader.ask(pid, target.jar(), new DumpRequest(file).text(), DumpRequest.ANSWER);
    } catch (AttachFailedException e) {
      throw failed(e.getMessage(), e);
    }
    if (!DumpRequest.DONE.equals(answer)) {
      throw failed(answer == null ? "its agent is an older one and can't" : answer, null);
    }
    session.out().println(file + " has what process " + pid + " recorded so far.");
    return 0;
  }

  private OperationFailedException failed(@Nullable String why, @Nullable Throwable cause) {
    return new OperationFailedException("dumping what process " + pid + " recorded: " + why, cause);
  }
}
