package dev.jebpf.cli;

import dev.jebpf.cli.process.AgentLoader;
import dev.jebpf.cli.process.AttachFailedException;
import dev.jebpf.config.AgentOptions;
import dev.jebpf.config.OptionDataException;
import dev.jebpf.config.OptionSyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `jebpf attach PID [OPTIONS]`.
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = "Trace a JVM that already runs.")
final class AttachCommand implements Callable<Integer> {
  private final Session session;

  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id.")
  private long pid;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "The agent's options, separated by commas or blanks.")
  private List<String> options = new ArrayList<>();

  AttachCommand(Session session) {
    this.session = session;
  }

  @Spec
  void describe(CommandSpec command) {
    spec = command;
    command.usageMessage().footer(AttachOptions.help(Math.min(100, session.canvas().width()) - 1));
  }

  @Override
  public Integer call() throws OperationFailedException {
    String text = String.join(",", options);
    var parsed = parse(text);
    Path jar = AttachTarget.of(pid, "attach").jar();
    try {
      AgentLoader.load(pid, jar, AttachOptions.absolute(text));
    } catch (AttachFailedException e) {
      throw failed(e.getMessage(), e);
    }
    session.out().println("jebpf is attached to process " + pid + ".");
    session
        .out()
        .println(
            parsed.file() == null
                ? "Its events go to the recordings of that JVM, such as: jcmd "
                    + pid
                    + " JFR.start name=jebpf, later jcmd "
                    + pid
                    + " JFR.dump name=jebpf filename=FILE.jfr"
                : "It records to "
                    + parsed.file()
                    + (parsed.duration() == null
                        ? " until the JVM ends."
                        : " for " + parsed.duration().toSeconds() + " s."));
    session.out().println("What it has to report appears on that JVM's standard error.");
    return 0;
  }

  private AgentOptions parse(String text) throws OperationFailedException {
    try {
      return AgentOptions.parse(text);
    } catch (OptionSyntaxException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (OptionDataException e) {
      throw new OperationFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private OperationFailedException failed(@Nullable String why, @Nullable Throwable cause) {
    return new OperationFailedException("attaching to process " + pid + ": " + why, cause);
  }
}
