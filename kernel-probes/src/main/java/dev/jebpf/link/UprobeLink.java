package dev.jebpf.link;

import dev.jebpf.linux.EventSource;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.PerfEvent;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.UserSite;

/// A program at an instruction of user space, or at the return of a function that begins there, by
/// way of a perf event. Minimum kernel 4.17 with `CONFIG_UPROBE_EVENTS`; a semaphore needs 4.20.
///
/// It runs in every process: `perf_event_open`'s own filter is by *thread*, so a program that
/// follows a process compares ids.
public final class UprobeLink implements Link {
  private final LoadedProgram program;
  private final PerfEvent event;

  private UprobeLink(LoadedProgram program, PerfEvent event) {
    this.program = program;
    this.event = event;
  }

  static UprobeLink attach(Kernel kernel, LoadedProgram program, UserSite site, boolean atReturn) {
    long config =
        (atReturn ? EventSource.AT_RETURN : 0) | site.semaphore() << EventSource.SEMAPHORE_SHIFT;
    try {
      return new UprobeLink(
          program,
          ProbeEvent.run(kernel, program, EventSource.UPROBE, config, site.file(), site.offset()));
    } catch (LinuxException refused) {
      throw SiteRefusal.ofUprobe(refused, site);
    }
  }

  @Override
  public LoadedProgram program() {
    return program;
  }

  @Override
  public void close() {
    event.close();
  }
}
