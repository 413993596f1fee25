package dev.jebpf.link;

import dev.jebpf.linux.EventSource;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.PerfEvent;
import dev.jebpf.program.LoadedProgram;

/// A program at the entry (kprobe) or the return (kretprobe) of a kernel function, by way of a perf
/// event. Minimum kernel 4.17 with `CONFIG_KPROBE_EVENTS`.
///
/// Of a kretprobe the kernel can follow twice as many calls at a time as there are CPUs, at least
/// ten (`init_kretprobe` in `kernel/kprobes.c`; an event of perf can't ask for more): returns
/// beyond that are missed.
public final class KprobeLink implements Link {
  private final LoadedProgram program;
  private final PerfEvent event;

  private KprobeLink(LoadedProgram program, PerfEvent event) {
    this.program = program;
    this.event = event;
  }

  static KprobeLink attach(
      Kernel kernel, LoadedProgram program, String function, boolean atReturn) {
    try {
      long config = atReturn ? EventSource.AT_RETURN : 0;
      return new KprobeLink(
          program, ProbeEvent.run(kernel, program, EventSource.KPROBE, config, function, 0, 0));
    } catch (LinuxException refused) {
      throw FunctionRefusal.ofKprobe(refused, function);
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
