package dev.jebpf.cli;

import dev.jebpf.config.DumpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
    String attempt = "dumping what process " + pid + " recorded";
    if (Files.exists(file)) {
      throw new OperationFailedException(
          attempt + ": " + file + " exists already; remove it or choose another name");
    }
    RunningAgent.ask(pid, "dump", new DumpRequest(file), attempt);
    session.out().println(file + " has what process " + pid + " recorded so far.");
    return 0;
  }
}
