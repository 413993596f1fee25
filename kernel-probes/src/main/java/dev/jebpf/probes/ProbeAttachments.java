package dev.jebpf.probes;

import dev.jebpf.compiler.ArgumentMismatchException;
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
  private final Map<String, LoadedProgram> loaded = new LinkedHashMap<>();

  ProbeAttachments(Kernel kernel, ProgramCompiler compiler) {
    this.kernel = kernel;
    this.compiler = compiler;
    this.loader = ProgramLoader.of(kernel);
  }

  /// Compiles and loads the entry point a logical probe needs.
  ///
  /// @param methods alternatives, for the arguments that what they are attached to has or had
  /// @return whether they were accepted; if not, the reason is kept
  boolean load(String probe, Object program, String... methods) {
    LoadedProgram accepted;
    try {
      accepted = loader.load(compile(program, methods));
    } catch (RuntimeException refused) {
      if (!Refusal.is(refused)) {
        throw refused;
      }
      backends.put(probe, Backend.unavailable(String.valueOf(refused.getMessage())));
      return false;
    }
    programs.add(accepted);
    loaded.put(probe, accepted);
    return true;
  }

  private ProgramSpec compile(Object program, String... methods) {
    for (int i = 0; i < methods.length - 1; i++) {
      try {
        return compiler.compile(program, methods[i]);
      } catch (ArgumentMismatchException _) {
        // the next is for other arguments
      }
    }
    return compiler.compile(program, methods[methods.length - 1]);
  }

  /// Records that a logical probe was not asked for.
  void leaveOut(String probe) {
    backends.put(probe, Backend.unavailable("not configured"));
  }

  /// Attaches the program of a logical probe.
  ///
  /// @param notes what the kernel lacks, and what is done instead
  void attach(String probe, List<String> notes) {
    LoadedProgram wanted = loaded.get(probe);
    if (wanted == null) {
      return;
    }
    try {
      links.add(Link.attach(kernel, wanted));
      backends.put(probe, Backend.served(Mechanisms.describe(List.of(wanted)), List.of(), notes));
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
