package dev.jebpf.bench;

import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.UserSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An [EmptyProgram] at the USDT probes of a file: what the kernel's way to a tracer and back
/// costs.
final class EmptyTracer implements AutoCloseable {
  private static final Kernel KERNEL = Kernel.running();

  private final List<Runnable> closing = new ArrayList<>();

  private EmptyTracer() {}

  /// At each site by a perf event, as tools do on kernels before 6.6.
  static EmptyTracer byEvents(Path file) throws UserFileException {
    var tracer = new EmptyTracer();
    sites(file).forEach(site -> tracer.attach(new AttachPoint.Uprobe(site)));
    return tracer;
  }

  /// At all sites with one link, `uprobe.multi`.
  static EmptyTracer byOneLink(Path file) throws UserFileException {
    var tracer = new EmptyTracer();
    tracer.attach(new AttachPoint.UprobeMulti(sites(file), false));
    return tracer;
  }

  private static List<UserSite> sites(Path file) throws UserFileException {
    return UserFile.open(file).probes().stream()
        .map(UserProbe::sites)
        .flatMap(List::stream)
        .map(site -> new UserSite(file.toString(), site.offset(), site.semaphore(), 0))
        .toList();
  }

  private void attach(AttachPoint place) {
    LoadedProgram program = ProgramLoader.of(KERNEL).load(EmptyProgram.at(place));
    closing.add(program::close);
    closing.add(Link.attach(KERNEL, program)::close);
  }

  @Override
  public void close() {
    closing.reversed().forEach(Runnable::run);
  }
}
