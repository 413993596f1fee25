package dev.jebpf.link;

import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.EventSource;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.PerfAttribute;
import dev.jebpf.linux.PerfEvent;
import dev.jebpf.program.LoadedProgram;
import java.lang.foreign.Arena;

/// A perf event that *makes* a kprobe or uprobe for as long as it is open: no name in tracefs that
/// could be left behind.
///
/// As with tracepoints the program runs before the kernel looks whom the event is for, on all CPUs
/// (`kprobe_perf_func` of `kernel/trace/trace_kprobe.c`), so there is one event: on some CPU, or
/// for some thread, which stands for its process (see [UprobeLink]).
final class ProbeEvent {
  private static final int EVERY_THREAD = -1;
  private static final int EVERY_CPU = -1;

  private ProbeEvent() {}

  /// Opens the event and runs the program at it.
  ///
  /// @param config bits of `perf_event_attr::config`, see [EventSource]
  /// @param target a function's name or a file's path
  /// @param process by one of its threads; 0 for all
  static PerfEvent run(
      Kernel kernel,
      LoadedProgram program,
      EventSource source,
      long config,
      String target,
      long offset,
      int process) {
    int type =
        source
            .type()
            .orElseThrow(
                () ->
                    new AttachException(
                        AttachException.Obstacle.NOT_BUILT,
                        "cannot attach "
                            + program.spec().attach()
                            + ": there is no "
                            + source.path()
                            + ", so this kernel was built without CONFIG_"
                            + source
                            + "_EVENTS"));
    try (Arena arena = Arena.ofConfined()) {
      PerfAttribute attribute =
          PerfAttribute.of(arena, type, config).probe(arena.allocateFrom(target), offset);
      return run(
          program,
          PerfEvent.open(
              kernel,
              attribute,
              process == 0 ? EVERY_THREAD : process,
              process == 0 ? Cpus.online()[0] : EVERY_CPU,
              program.spec().attach().toString()));
    }
  }

  /// Runs the program at an open event, which is closed if that fails.
  static PerfEvent run(LoadedProgram program, PerfEvent event) {
    try {
      event.run(program.descriptor());
      return event;
    } catch (RuntimeException failed) {
      event.close();
      throw failed;
    }
  }
}
