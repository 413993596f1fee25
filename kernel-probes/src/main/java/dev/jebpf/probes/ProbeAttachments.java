package dev.jebpf.probes;

import dev.jebpf.btf.BtfException;
import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.link.AttachException;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.RunStatistics;
import dev.jebpf.program.VerifierException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The programs that were accepted, in the order they are attached, and why others were not.
///
/// Wakeups belong before the switches that they complete, so that no sleep is seen whose wakeup is
/// not; detached are the switches first, which leaves what is open as it is.
final class ProbeAttachments implements AutoCloseable {
  private final Kernel kernel;
  private final ProgramCompiler compiler;
  private final ProgramLoader loader;
  private final List<LoadedProgram> programs = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final Map<String, List<LoadedProgram>> loaded = new LinkedHashMap<>();

  ProbeAttachments(Kernel kernel, ProgramCompiler compiler) {
    this.kernel = kernel;
    this.compiler = compiler;
    this.loader = ProgramLoader.of(kernel);
  }

  /// Compiles and loads the entry points a logical probe needs, all or none of them.
  ///
  /// @return whether they were accepted; if not, the reason is kept
  boolean load(String probe, Object program, String... methods) {
    List<LoadedProgram> accepted = new ArrayList<>();
    try {
      for (String method : methods) {
        ProgramSpec spec = compiler.compile(program, method);
        accepted.add(loader.load(spec));
      }
    } catch (CompileException | VerifierException | LinuxException | BtfException refused) {
      accepted.forEach(LoadedProgram::close);
      backends.put(probe, Backend.unavailable(String.valueOf(refused.getMessage())));
      return false;
    }
    programs.addAll(accepted);
    loaded.put(probe, accepted);
    return true;
  }

  /// Says that a logical probe is served by the programs of another.
  void serve(String probe, String with) {
    loaded.put(probe, loaded.getOrDefault(with, List.of()));
  }

  /// Records that a logical probe was not asked for.
  void leaveOut(String probe) {
    backends.put(probe, Backend.unavailable("not configured"));
  }

  /// Attaches the programs of a logical probe.
  void attach(String probe) {
    List<LoadedProgram> wanted = loaded.get(probe);
    if (wanted == null) {
      return;
    }
    try {
      for (LoadedProgram program : wanted) {
        if (links.stream().noneMatch(link -> link.program() == program)) {
          links.add(Link.attach(kernel, program));
        }
      }
      backends.put(probe, Backend.served(mechanism(wanted)));
    } catch (LinuxException | AttachException refused) {
      backends.put(probe, Backend.unavailable(String.valueOf(refused.getMessage())));
    }
  }

  private static String mechanism(List<LoadedProgram> programs) {
    return programs.stream()
        .map(program -> Mechanisms.describe(program.spec().attach()))
        .collect(Collectors.joining(", "));
  }

  /// By logical probe, in the order they were asked for.
  Map<String, Backend> backends() {
    return Map.copyOf(backends);
  }

  /// By program name.
  Map<String, RunStatistics> runTimes() {
    Map<String, RunStatistics> times = new LinkedHashMap<>();
    programs.forEach(program -> times.put(program.spec().name(), program.statistics()));
    return times;
  }

  /// The accepted programs.
  List<LoadedProgram> programs() {
    return List.copyOf(programs);
  }

  /// Detaches what is attached to the switches first, then the rest, last one first; then gives the
  /// programs back.
  @Override
  public void close() {
    links.stream().filter(ProbeAttachments::switches).forEach(Link::close);
    links.reversed().stream().filter(link -> !switches(link)).forEach(Link::close);
    links.clear();
    programs.forEach(LoadedProgram::close);
    programs.clear();
  }

  private static boolean switches(Link link) {
    return link.program().spec().attach() instanceof AttachPoint.BtfTracepoint(String name, int _)
        && name.equals("sched_switch");
  }
}
