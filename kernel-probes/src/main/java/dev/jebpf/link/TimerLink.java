package dev.jebpf.link;

import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.PerfAttribute;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.PerfCounter;
import java.lang.foreign.Arena;

/// A program that runs by the clock, in an interrupt: on every CPU that is online now (profile), or
/// on one (interval). Minimum kernel 4.9.
public final class TimerLink implements Link {
  private final LoadedProgram program;
  private final PerfEvents events;

  private TimerLink(LoadedProgram program, PerfEvents events) {
    this.program = program;
    this.events = events;
  }

  static TimerLink attach(Kernel kernel, LoadedProgram program, AttachPoint.Profile profile) {
    try (Arena arena = Arena.ofConfined()) {
      PerfAttribute attribute = clock(arena).frequency(profile.hertz());
      return new TimerLink(program, PerfEvents.run(kernel, program, attribute, Cpus.online()));
    }
  }

  static TimerLink attach(Kernel kernel, LoadedProgram program, AttachPoint.Interval interval) {
    try (Arena arena = Arena.ofConfined()) {
      PerfAttribute attribute = clock(arena).period(interval.nanos());
      return new TimerLink(program, PerfEvents.run(kernel, program, attribute, Cpus.online()[0]));
    }
  }

  private static PerfAttribute clock(Arena arena) {
    return PerfAttribute.of(arena, PerfAttribute.SOFTWARE, PerfCounter.CPU_CLOCK.config());
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
