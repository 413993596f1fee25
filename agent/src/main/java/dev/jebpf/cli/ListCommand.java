package dev.jebpf.cli;

import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.catalog.Tracepoints;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.cli.list.Entry;
import dev.jebpf.cli.list.KernelListing;
import dev.jebpf.cli.list.ListFilter;
import dev.jebpf.cli.list.MethodListing;
import dev.jebpf.cli.list.UserListing;
import dev.jebpf.cli.process.AttachFailedException;
import dev.jebpf.cli.process.ClassPath;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.FeatureMissingException;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jebpf list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "What can be traced: kernel functions, tracepoints, and a JVM's own methods.",
    footer = {
      "",
      "PATTERN is a part of a name, or with * a whole one: vfs_*, tracepoint:sched:*, kernel:tcp_*,"
          + " method:com.acme.*. What is listed can be given to the agent: kernel functions and"
          + " tracepoints in events=, methods without their prefix in methods=.",
      "",
      "Examples:",
      "  jebpf list 'tcp_*' -v            kernel functions and tracepoints with typed arguments",
      "  jebpf list tracepoint:net:",
      "  jebpf list usdt:libjvm:hotspot -v    probes of a library, with typed arguments",
      "  jebpf list 'uprobe:libc:*read*'      functions of a library",
      "  jebpf list --pid 4711 Orders     methods of a JVM",
      "",
      "Exit codes: 0 something was listed, 1 nothing matches or nothing can be read, 2 the command"
          + " line was wrong."
    })
final class ListCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      defaultValue = "*",
      description = "What to list (default: everything).")
  private String pattern = "*";

  @Option(
      names = {"-v", "--verbose"},
      description = "With typed arguments.")
  private boolean verbose;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "List the methods on the class path of this JVM instead.")
  private @Nullable Long pid;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    ListFilter filter = ListFilter.of(pattern);
    long listed =
        pid != null
            ? methods(filter, pid)
            : UserListing.asked(pattern) ? userSpace() : kernel(filter);
    if (listed == 0) {
      throw new OperationFailedException("nothing matches '" + pattern + "'");
    }
    return 0;
  }

  private long userSpace() throws OperationFailedException {
    try {
      return print(UserListing.of(pattern).entries());
    } catch (UserFileException e) {
      throw new OperationFailedException("listing " + pattern + ": " + e.getMessage(), e);
    }
  }

  private long kernel(ListFilter filter) throws OperationFailedException {
    KernelFeatures features = KernelFeatures.of(Kernel.running());
    try {
      features.require(Feature.KERNEL_BTF);
    } catch (FeatureMissingException e) {
      throw new OperationFailedException("listing what the kernel has: " + e.getMessage(), e);
    }
    var functions = new KernelFunctions(features.types().orElseThrow());
    Tracepoints tracepoints = Tracepoints.ofRunningKernel();
    long listed =
        print(
            new KernelListing(functions, tracepoints, KernelSymbols.ofRunningKernel())
                .entries()
                .filter(filter::matches));
    if (!tracepoints.readable() && !pattern.startsWith("kernel:")) {
      session
          .err()
          .println(
              "jebpf: tracepoints are listed without categories and records. "
                  + Tracepoints.UNREADABLE);
    }
    return listed;
  }

  private long methods(ListFilter filter, long process) throws OperationFailedException {
    MethodListing methods;
    try {
      methods = new MethodListing(ClassPath.of(process));
    } catch (AttachFailedException e) {
      throw new OperationFailedException(
          "listing the methods of process " + process + ": " + e.getMessage(), e);
    }
    long listed = print(methods.entries().stream().filter(filter::matches).distinct());
    methods.unreadable().forEach(path -> session.err().println("jebpf: cannot read " + path));
    return listed;
  }

  private long print(Stream<Entry> entries) {
    PrintStream out = session.out();
    return entries
        .peek(
            entry -> {
              out.println(entry);
              if (verbose) {
                out.println("    " + entry.details().get());
              }
            })
        .count();
  }
}
