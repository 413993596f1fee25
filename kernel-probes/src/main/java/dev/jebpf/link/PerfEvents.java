package dev.jebpf.link;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.PerfAttribute;
import dev.jebpf.linux.PerfEvent;
import dev.jebpf.program.LoadedProgram;
import java.util.ArrayList;
import java.util.List;

/// The same perf event on several CPUs. Events that count, unlike those that trace, run their
/// program on the CPU they were opened for only.
final class PerfEvents implements AutoCloseable {
  private static final int EVERY_THREAD = -1;

  private final List<PerfEvent> events;

  private PerfEvents(List<PerfEvent> events) {
    this.events = events;
  }

  /// Opens the events and runs the program at them, on all of the CPUs or none.
  static PerfEvents run(
      Kernel kernel, LoadedProgram program, PerfAttribute attribute, int... cpus) {
    PerfEvents opened = new PerfEvents(new ArrayList<>());
    try {
      for (int cpu : cpus) {
        String description = program.spec().attach().toString();
        PerfEvent event = PerfEvent.open(kernel, attribute, EVERY_THREAD, cpu, description);
        opened.events.add(event);
        event.run(program.descriptor());
      }
      return opened;
    } catch (RuntimeException failed) {
      opened.close();
      throw failed;
    }
  }

  @Override
  public void close() {
    events.forEach(PerfEvent::close);
    events.clear();
  }
}
