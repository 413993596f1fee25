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
/// With a process it is that one's memory alone into which the kernel puts the breakpoint
/// (`uprobe_perf_filter` of `kernel/trace/trace_uprobe.c` compares the `mm` of the thread that the
/// event is for), so others pay nothing. The program runs for all threads of that memory, whichever
/// the event was opened for; children that share it for a moment (vfork(2)) have another id.
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
          ProbeEvent.run(
              kernel,
              program,
              EventSource.UPROBE,
              config,
              site.file(),
              site.offset(),
              site.process()));
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
