package dev.jebpf.probes;

import dev.jebpf.btf.BtfException;
import dev.jebpf.compiler.CompileException;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.event.code.EventCode;
import dev.jebpf.event.plan.Candidate;
import dev.jebpf.link.AttachException;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.UserSite;
import dev.jebpf.program.VerifierException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The programs of one kernel event at work.
final class EventAttachment implements AutoCloseable {
  /// None of the ways to serve an event worked here.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final List<LoadedProgram> programs = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /// Compiles, loads and attaches the programs by one of the ways. The exit comes first: an exit
  /// without its entry is recognised, an entry without its exit would stay.
  ///
  /// @param programs makes the programs of a placement's code
  /// @throws Refused when that does not work here, with the reason; nothing is left attached
  static EventAttachment of(
      Kernel kernel,
      ProgramCompiler compiler,
      Function<EventCode, EventProbe> programs,
      Candidate candidate)
      throws Refused {
    var attachment = new EventAttachment();
    try {
      for (Candidate.Placement placement : candidate.placements()) {
        attachment.add(kernel, compiler, programs.apply(placement.code()), placement);
      }
      return attachment;
    } catch (CompileException
        | VerifierException
        | LinuxException
        | AttachException
        | BtfException refused) {
      attachment.close();
      throw new Refused(refused);
    }
  }

  private void add(
      Kernel kernel, ProgramCompiler compiler, EventProbe program, Candidate.Placement placement) {
    if (placement.exits().isEmpty()) {
      add(kernel, compiler, program, "onHit", placement.entries());
    } else {
      add(kernel, compiler, program, "onExit", placement.exits());
      add(kernel, compiler, program, "onEntry", placement.entries());
    }
  }

  /// Loads a program once and attaches it at all of the places.
  private void add(
      Kernel kernel,
      ProgramCompiler compiler,
      EventProbe program,
      String method,
      List<AttachPoint> points) {
    LoadedProgram loaded =
        ProgramLoader.of(kernel).load(compiler.compile(program, method, points.getFirst()));
    programs.add(loaded);
    links.add(Link.attach(kernel, loaded));
    for (AttachPoint further : points.subList(1, points.size())) {
      links.add(Link.attach(kernel, loaded, site(further)));
    }
  }

  private static UserSite site(AttachPoint point) {
    return switch (point) {
      case AttachPoint.Uprobe(UserSite site) -> site;
      case AttachPoint.Uretprobe(UserSite site) -> site;
      default -> throw new IllegalArgumentException("several places of " + point);
    };
  }

  /// In the order they were attached.
  List<LoadedProgram> programs() {
    return programs;
  }

  /// Detaches, entries first.
  @Override
  public void close() {
    links.reversed().forEach(Link::close);
    links.clear();
    programs.forEach(LoadedProgram::close);
    programs.clear();
  }
}
