package dev.jebpf.cli;

import dev.jebpf.cli.doctor.JvmChecks;
import dev.jebpf.cli.doctor.KernelChecks;
import dev.jebpf.cli.doctor.ProbeChecks;
import dev.jebpf.cli.doctor.ProcessChecks;
import dev.jebpf.cli.doctor.Section;
import dev.jebpf.cli.doctor.UserChecks;
import dev.jebpf.cli.process.JvmProcess;
import dev.jebpf.cli.process.NoSuchJvmException;
import dev.jebpf.cli.process.ProcessStatus;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Privileges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `jebpf doctor`.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "What works here, and for what does not the reason and the remedy.",
    footer = {
      "",
      "Tries each feature of the kernel and attaches each probe for a moment, so run it as the user the service runs as.",
      "",
      "Examples:",
      "  jebpf doctor",
      "  jebpf doctor --pid 4711      a running JVM: can it be attached to, may it trace itself",
      "",
      "Exit codes: 0 tracing works, 1 it does not, 2 the command line was wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Path PROCFS = Path.of("/proc");

  private static final String UNTRIED =
      "That process may trace itself; whether the probes work could not be tried from here.";

  private final Session session;

  @Option(names = "--pid", paramLabel = "PID", description = "A running JVM to look at.")
  private @Nullable Long pid;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    var process = new ArrayList<Section>();
    if (pid != null) {
      addProcess(process, pid);
    }
    var here = sectionsOfHere();
    var canvas = session.canvas();
    for (var section : Stream.concat(process.stream(), here.stream()).toList()) {
      section.lines(canvas).forEach(session.out()::println);
      session.out().println();
    }
    boolean worksHere = here.stream().allMatch(Section::passed);
    boolean works = pid == null ? worksHere : process.stream().allMatch(Section::passed);
    session
        .out()
        .println(
            works
                ? canvas.strong(worksHere ? "Tracing works." : UNTRIED)
                : canvas.warning("Tracing does not work: see what FAILs above."));
    return works ? 0 : 1;
  }

  private static List<Section> sectionsOfHere() {
    var privileges = Privileges.read();
    return List.of(
        UserChecks.section("This process", ProcessStatus.ownUid(PROCFS), privileges),
        JvmChecks.section(),
        KernelChecks.section(KernelFeatures.of(Kernel.running()), privileges),
        ProbeChecks.section());
  }

  private static void addProcess(List<Section> sections, long pid) throws OperationFailedException {
    try {
      var jvm = JvmProcess.of(PROCFS, pid);
      sections.add(
          ProcessChecks.section(jvm, Jar.running().map(Jar::path).orElse(Path.of("jebpf.jar"))));
      sections.add(UserChecks.section("That process", jvm.status().uid(), jvm.privileges()));
    } catch (NoSuchJvmException e) {
      throw new OperationFailedException("looking at process " + pid + ": " + e.getMessage(), e);
    }
  }
}
