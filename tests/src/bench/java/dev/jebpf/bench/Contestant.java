package dev.jebpf.bench;

import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.RunStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Programs that are attached, measured and detached together.
final class Contestant implements AutoCloseable {
  private final String name;
  private final Kernel kernel;
  private final List<LoadedProgram> programs = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /// Loads them.
  ///
  /// @param specs the first is attached first and detached last
  Contestant(String name, Kernel kernel, List<ProgramSpec> specs) {
    this.name = name;
    this.kernel = kernel;
    try {
      for (ProgramSpec spec : specs) {
        programs.add(ProgramLoader.of(kernel).load(spec));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /// Instruction slots of each program, by the name of its tracepoint.
  Map<String, Integer> slots() {
    return programs.stream()
        .collect(Collectors.toMap(Tracepoints::of, program -> program.spec().slots()));
  }

  void attach() {
    for (LoadedProgram program : programs) {
      links.add(Link.attach(kernel, program));
    }
  }

  void detach() {
    links.reversed().forEach(Link::close);
    links.clear();
  }

  /// What each program has cost so far, by the name of its tracepoint.
  Map<String, RunStatistics> statistics() {
    return programs.stream().collect(Collectors.toMap(Tracepoints::of, LoadedProgram::statistics));
  }

  @Override
  public void close() {
    detach();
    programs.forEach(LoadedProgram::close);
    programs.clear();
  }
}
