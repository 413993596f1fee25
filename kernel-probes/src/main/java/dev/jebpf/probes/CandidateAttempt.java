package dev.jebpf.probes;

import dev.jebpf.compiler.FunctionBackend;
import dev.jebpf.compiler.NoSuchFunctionException;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.link.AttachException;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.VerifierException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A [Candidate] being tried: loaded whole before any of it is attached.
final class CandidateAttempt {
  /// A part, its programs and, once they are attached, their links.
  private record Held(Candidate.Part part, List<LoadedProgram> programs, List<Link> links) {
    static Held of(Candidate.Part part) {
      return new Held(part, new ArrayList<>(), new ArrayList<>());
    }

    void release() {
      links.reversed().forEach(Link::close);
      programs.forEach(LoadedProgram::close);
      links.clear();
      programs.clear();
    }
  }

  private final Candidate candidate;
  private final Kernel kernel;
  private final ProgramCompiler compiler;
  private final ProgramLoader loader;
  private final List<Held> held = new ArrayList<>();
  private final Map<String, List<String>> gaps = new LinkedHashMap<>();

  CandidateAttempt(
      Candidate candidate, Kernel kernel, ProgramCompiler compiler, ProgramLoader loader) {
    this.candidate = candidate;
    this.kernel = kernel;
    this.compiler = compiler;
    this.loader = loader;
  }

  /// Loads and attaches all parts, but for those that can be done without and have nothing on this
  /// kernel to be attached to. After an exception, [#undo] it.
  void make() {
    if (candidate.functions() != null) {
      askFor(candidate.functions());
    }
    for (Candidate.Part part : candidate.parts()) {
      Held one = Held.of(part);
      held.add(one);
      load(one);
    }
    held.forEach(this::attach);
  }

  /// Attaches a program that does nothing to a function that can't be done without: where the
  /// kernel has no such mechanism or forbids it, dozens of programs need not be compiled first.
  private void askFor(FunctionBackend backend) {
    for (Candidate.Part part : candidate.parts()) {
      if (part.gap() == null) {
        AttachPoint attach =
            compiler.attachPoint(part.program(), part.methods().getLast(), backend);
        try (LoadedProgram program = loader.load(ProgramSpec.nothing(attach))) {
          Link.attach(kernel, program).close();
        }
        return;
      }
    }
  }

  private void load(Held one) {
    try {
      for (String method : one.part.methods()) {
        one.programs.add(loader.load(compile(one.part.program(), method)));
      }
    } catch (NoSuchFunctionException | VerifierException refused) {
      missed(one, refused);
    }
  }

  private void attach(Held one) {
    try {
      for (LoadedProgram program : one.programs) {
        one.links.add(Link.attach(kernel, program));
      }
    } catch (AttachException refused) {
      missed(one, refused);
    }
  }

  private ProgramSpec compile(Object program, String method) {
    return candidate.functions() == null
        ? compiler.compile(program, method)
        : compiler.compile(program, method, candidate.functions());
  }

  private void missed(Held one, RuntimeException why) {
    String gap = one.part.gap();
    if (gap == null) {
      throw why;
    }
    one.release();
    for (String probe : one.part.probes()) {
      gaps.computeIfAbsent(probe, _ -> new ArrayList<>())
          .add("not seen: " + gap + " (" + why.getMessage() + ")");
    }
  }

  /// Detaches and gives back what was had.
  void undo() {
    held.reversed().forEach(Held::release);
    held.clear();
  }

  /// The programs, which are the caller's to close.
  List<LoadedProgram> programs() {
    return held.stream().flatMap(one -> one.programs.stream()).toList();
  }

  /// The links, which are the caller's to close.
  List<Link> links() {
    return held.stream().flatMap(one -> one.links.stream()).toList();
  }

  /// What now serves the logical probes of the candidate.
  ///
  /// @param refusals of the candidates before it
  Map<String, Backend> backends(List<Refusal> refusals) {
    Map<String, Backend> backends = new LinkedHashMap<>();
    candidate.parts().stream()
        .flatMap(part -> part.probes().stream())
        .distinct()
        .forEach(probe -> backends.put(probe, backend(probe, refusals)));
    return backends;
  }

  private Backend backend(String probe, List<Refusal> refusals) {
    List<LoadedProgram> mine =
        held.stream()
            .filter(one -> one.part.probes().contains(probe))
            .flatMap(one -> one.programs.stream())
            .toList();
    return Backend.served(
        Mechanisms.describe(mine),
        refusals,
        Objects.requireNonNullElse(gaps.get(probe), List.of()));
  }
}
