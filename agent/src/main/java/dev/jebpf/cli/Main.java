package dev.jebpf.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `jebpf`.
@Command(
    name = "jebpf",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      BreakdownCommand.class,
      AnalyzeCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      AttachCommand.class,
      DumpCommand.class,
      ThresholdCommand.class,
      MergeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Where a Java service's time goes: exactly, per thread and per call.",
    footer = {
      "",
      "Examples:",
      "  java -javaagent:jebpf.jar=file=service.jfr -jar service.jar   trace from the start",
      "  jebpf attach 4711 file=/tmp/service.jfr,duration=30s          trace a running JVM",
      "  jebpf dump 4711 so-far.jfr                                    what file= has recorded so"
          + " far",
      "  jebpf threshold 4711 blocked:1ms                              change what it records",
      "  jebpf breakdown service.jfr --by method                       where the time went",
      "  jebpf analyze service.jfr                                     what deserves a look",
      "  jebpf doctor                                                  what works here, and why not",
      "  jebpf list 'tcp_*' -v                                         what can be traced besides",
      "",
      "Exit codes: 0 done, 1 the operation failed, 2 the command line was wrong."
    })
public final class Main implements ToIntFunction<String[]>, Runnable {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean debug;

  /// The command line of this process.
  public Main() {
    this(new Session(System.out, System.err, System.getenv(), Output.standard()));
  }

  Main(Session session) {
    this.session = session;
  }

  /// The command line with output of its own: no terminal, nothing in the environment.
  public static Main of(PrintStream out, PrintStream err) {
    return new Main(new Session(out, err, Map.of(), new Output("")));
  }

  /// Runs a command and ends the JVM with its exit code.
  public static void main(String[] arguments) {
    System.exit(new Main().run(arguments));
  }

  /// Runs a command.
  ///
  /// @return 0 done, 1 the operation failed, 2 the command line was wrong
  public int run(String... arguments) {
    var commands = new CommandLine(this, new SessionFactory(session));
    int width = Math.min(100, session.canvas().width());
    commands
        .setOut(new PrintWriter(session.out(), true, session.out().charset()))
        .setErr(new PrintWriter(session.err(), true, session.err().charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(width)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                session.canvas().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
    int exitCode = commands.execute(arguments);
    if (session.out().checkError() && exitCode == 0 && !session.output().pipe()) {
      session.err().println("jebpf: writing to standard output failed: is the disk full?");
      return FAILED;
    }
    return exitCode;
  }

  @Override
  public int applyAsInt(String[] arguments) {
    return run(arguments);
  }

  /// `jebpf` alone.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command");
  }

  private int wrongUsage(ParameterException e) {
    var command = e.getCommandLine();
    session.err().println("jebpf: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    session.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    trace(e);
    return USAGE;
  }

  private int failed(Exception e) {
    session
        .err()
        .println(
            e instanceof OperationFailedException
                ? "jebpf: " + e.getMessage()
                : "jebpf: this should not happen: " + e + " (again with --debug shows where)");
    trace(e);
    return FAILED;
  }

  private void trace(Exception e) {
    if (debug) {
      e.printStackTrace(session.err());
    }
  }
}
