package dev.jebpf.link;

import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.PerfAttribute;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.PerfCounter;
import java.lang.foreign.Arena;

/// A program at every so many occurrences of an event that the kernel or the processor counts, on
/// the CPUs that are online now. Minimum kernel 4.9.
public final class CounterLink implements Link {
  private final LoadedProgram program;
  private final PerfEvents events;

  private CounterLink(LoadedProgram program, PerfEvents events) {
    this.program = program;
    this.events = events;
  }

  static CounterLink attach(Kernel kernel, LoadedProgram program, AttachPoint.Counted counted) {
    PerfCounter counter = counted.counter();
    try (Arena arena = Arena.ofConfined()) {
      PerfAttribute attribute =
          PerfAttribute.of(
                  arena,
                  counter.software() ? PerfAttribute.SOFTWARE : PerfAttribute.HARDWARE,
                  counter.config())
              .period(counted.period());
      return new CounterLink(program, PerfEvents.run(kernel, program, attribute, Cpus.online()));
    } catch (LinuxException refused) {
      if (refused.errno() == Errno.ENOENT || refused.errno() == Errno.EOPNOTSUPP) {
        throw new AttachException(
            AttachException.Obstacle.NOT_REACHABLE,
            "this processor, or the hypervisor that lends it, does not count " + counter,
            refused);
      }
      throw refused;
    }
  }

  @Override
  public LoadedProgram program() {
    return program;
  }

  @Override
  public void close() {
    events.close();
  }
}
