package dev.jebpf.probes;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The programs that were accepted, in the order they are attached, and why others were not.
///
/// Wakings belong before the switches that they complete, so that no sleep is seen whose waking is
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
    } catch (RuntimeException refused) {
      accepted.forEach(LoadedProgram::close);
      if (!Refusal.is(refused)) {
        throw refused;
      }
      backends.put(probe, Backend.unavailable(String.valueOf(refused.getMessage())));
      return false;
    }
    programs.addAll(accepted);
    loaded.put(probe, accepted);
    return true;
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
        links.add(Link.attach(kernel, program));
      }
      backends.put(probe, Backend.served(Mechanisms.describe(wanted)));
    } catch (LinuxException | AttachException refused) {
      backends.put(probe, Backend.unavailable(String.valueOf(refused.getMessage())));
    }
  }

  /// Serves logical probes by the first of the candidates that the kernel accepts and attaches.
  ///
  /// @param refusals of mechanisms tried for these probes before; those of the candidates are added
  /// @return whether one was; if not, it is for the caller to go on or to [#giveUp]
  boolean serve(List<Candidate> candidates, List<Refusal> refusals) {
    for (Candidate candidate : candidates) {
      var attempt = new CandidateAttempt(candidate, kernel, compiler, loader);
      try {
        attempt.make();
      } catch (RuntimeException refused) {
        attempt.undo();
        if (!Refusal.is(refused)) {
          throw refused;
        }
        refusals.add(Refusal.of(candidate.mechanism(), refused));
        continue;
      }
      programs.addAll(attempt.programs());
      links.addAll(attempt.links());
      backends.putAll(attempt.backends(refusals));
      return true;
    }
    return false;
  }

  /// Records that no candidate serves a logical probe.
  void giveUp(String probe, List<Refusal> refusals) {
    backends.put(probe, Backend.unavailable(refusals));
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
