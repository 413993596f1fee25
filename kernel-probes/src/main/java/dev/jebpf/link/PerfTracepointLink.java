package dev.jebpf.link;

import dev.jebpf.linux.Cpus;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.PerfEvent;
import dev.jebpf.linux.TraceFs;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A program at a tracepoint, by way of a perf event. Minimum kernel 4.7; needs tracefs mounted.
///
/// The kernel runs the program at every occurrence, on whatever CPU and in whatever thread, before
/// it looks whom the perf event is for (`perf_trace_run_bpf_submit` in `kernel/events/core.c`); so
/// there is one event, on some CPU, and a second one with the same program would be refused with
/// `EEXIST`.
public final class PerfTracepointLink implements Link {
  private static final int EVERY_THREAD = -1;

  private final LoadedProgram program;
  private final PerfEvent event;

  private PerfTracepointLink(LoadedProgram program, PerfEvent event) {
    this.program = program;
    this.event = event;
  }

  static PerfTracepointLink attach(
      Kernel kernel, LoadedProgram program, AttachPoint.PerfTracepoint tracepoint) {
    PerfEvent event =
        PerfEvent.openTracepoint(kernel, id(tracepoint), EVERY_THREAD, Cpus.online()[0]);
    return new PerfTracepointLink(program, ProbeEvent.run(program, event));
  }

  private static long id(AttachPoint.PerfTracepoint tracepoint) {
    Path file =
        TraceFs.find()
            .orElseThrow(
                () ->
                    new AttachException(
                        AttachException.Obstacle.NOT_REACHABLE,
                        "cannot attach "
                            + tracepoint
                            + ": tracefs is not mounted or not readable by this user; as root:"
                            + " mount -t tracefs tracefs /sys/kernel/tracing"))
            .resolve(Path.of("events", tracepoint.category(), tracepoint.name(), "id"));
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NoSuchFileException missing) {
      throw new AttachException(
          AttachException.Obstacle.NO_TARGET,
          "this kernel has no tracepoint " + tracepoint,
          missing);
    } catch (IOException unreadable) {
      throw new AttachException(
          AttachException.Obstacle.NOT_REACHABLE,
          "cannot attach " + tracepoint + ": cannot read " + file,
          unreadable);
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
