package dev.jebpf.cli;

import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.catalog.Tracepoints;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.cli.list.Entry;
import dev.jebpf.cli.list.KernelListing;
import dev.jebpf.cli.list.ListFilter;
import dev.jebpf.cli.list.MethodListing;
import dev.jebpf.cli.list.UsdtListing;
import dev.jebpf.cli.list.UserListing;
import dev.jebpf.cli.process.AttachFailedException;
import dev.jebpf.cli.process.ClassPath;
import dev.jebpf.cli.process.MappedFiles;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.FeatureMissingException;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
    description =
        "What can be traced: kernel functions, tracepoints, a JVM's own methods and USDT probes.",
    footer = {
      "",
      "PATTERN is a part of a name, or with * a whole one: vfs_*, tracepoint:sched:*, kernel:tcp_*,"
          + " method:com.acme.*, usdt:*:hotspot:gc*. What is listed can be given to the agent:"
          + " kernel functions and tracepoints in events=, methods without their prefix in methods=;"
          + " USDT probes to bpftrace and its like.",
      "",
      "Examples:",
      "  jebpf list 'tcp_*' -v            kernel functions and tracepoints with typed arguments",
      "  jebpf list tracepoint:net:",
      "  jebpf list usdt:libjvm:hotspot -v    probes of a library, with typed arguments",
      "  jebpf list 'uprobe:libc:*read*'      functions of a library",
      "  jebpf list --pid 4711 Orders     methods of a JVM, and its USDT probes",
      "  jebpf list --pid 4711 'usdt:*' -v",
      "",
      "Exit codes: 0 something was listed, 1 nothing matches or nothing can be read, 2 the command"
          + " line was wrong."
    })
final class ListCommand implements Callable<Integer> {
  private static final String USDT = "usdt:";
  private static final String METHOD = "method:";
  private static final Path PROCFS = Path.of("/proc");

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
      description =
          "List the methods on the class path of this JVM instead, and the USDT probes in the files"
              + " of this process.")
  private @Nullable Long pid;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    ListFilter filter = ListFilter.of(pattern);
    long listed =
        pid != null
            ? process(filter, pid)
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

  private long process(ListFilter filter, long process) throws OperationFailedException {
    long methods = pattern.startsWith(USDT) ? 0 : methods(filter, process);
    return methods + (pattern.startsWith(METHOD) ? 0 : probes(filter, process));
  }

  private long kernel(ListFilter filter) throws OperationFailedException {
    if (pattern.startsWith(USDT)) {
      throw new OperationFailedException(
          "USDT probes are in files: name one (usdt:libjvm:*), or a process that has it mapped with"
              + " --pid PID");
    }
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

  private long probes(ListFilter filter, long process) throws OperationFailedException {
    UsdtListing probes;
    try {
      probes = new UsdtListing(MappedFiles.of(PROCFS, process));
    } catch (IOException e) {
      throw new OperationFailedException(
          "listing the USDT probes of process %d: it cannot be looked at (%s); run this as the user it runs as, or as root"
              .formatted(process, e.getMessage()),
          e);
    }
    long listed = print(probes.entries().stream().filter(filter::matches));
    probes.unreadable().forEach(path -> session.err().println("jebpf: cannot read " + path));
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
