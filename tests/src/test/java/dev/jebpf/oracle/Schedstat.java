package dev.jebpf.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// The kernel's own account of the current thread, `/proc/thread-self/schedstat`
/// (Documentation/scheduler/sched-stats.rst).
///
/// @param cpu nanoseconds on a CPU
/// @param delay nanoseconds runnable but waiting for a CPU
/// @param switches how often it left its CPU (the file's third field counts the returns)
/// @param clock the thread's CPU clock at the moment [#cpu] is of
record Schedstat(long cpu, long delay, long switches, long clock) {
  private static final Path FILE = Path.of("/proc/thread-self/schedstat");

  /// Reads it. The kernel brings the time on a CPU up to date only at ticks and switches, so the
  /// thread sleeps for a moment first.
  static Schedstat now() throws IOException {
    LockSupport.parkNanos(50_000);
    return read(Measurement.cpu());
  }

  /// Nanoseconds a hypervisor has taken from all CPUs since boot, by `/proc/stat`, in its steps of
  /// 10 ms: the kernel may leave them out of the time on a CPU, jebpf does not.
  static long stolen() throws IOException {
    String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    return Long.parseLong(all.split(" +")[8]) * 10_000_000;
  }

  /// The kernel's id of the current thread.
  static String tid() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
  }

  /// Reads it without sleeping: [#delay] is exact, [#cpu] may be a tick behind.
  static Schedstat stale() throws IOException {
    return read(0);
  }

  private static Schedstat read(long clock) throws IOException {
    String[] fields = Files.readString(FILE).strip().split(" ");
    return new Schedstat(
        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]), clock);
  }
}
