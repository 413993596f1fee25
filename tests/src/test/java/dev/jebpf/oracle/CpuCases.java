package dev.jebpf.oracle;

import java.nio.file.Path;

/// Cases that keep a CPU busy, or would if they were let.
final class CpuCases {
  private CpuCases() {}

  private static void spinUntilCpu(long nanos) {
    long end = Measurement.cpu() + nanos;
    while (Measurement.cpu() < end) {
      Thread.onSpinWait();
    }
  }

  static final class Busy implements CaseBody {
    @Override
    public void work() {
      spinUntilCpu(AMOUNT);
    }

    @Override
    public long known(Measurement measured) {
      return measured.cpuClock();
    }
  }

  /// The measured thread and another share CPU 0; both want all of it.
  static final class Pinned implements CaseBody {
    private volatile boolean done;

    @Override
    public void prepare(Path directory) throws Exception {
      pin();
      var _ =
          CaseBody.beside(
              () -> {
                pin();
                while (!done) {
                  Thread.onSpinWait();
                }
              });
    }

    private static void pin() throws Exception {
      CaseBody.command("taskset", "-p", "-c", "0", Schedstat.tid());
    }

    @Override
    public void work() throws Exception {
      spinUntilCpu(AMOUNT);
      done = true;
    }

    @Override
    public long known(Measurement measured) {
      return measured.delay();
    }
  }

  /// Job control stops the process for 200 ms while it spins.
  static final class Stopped implements CaseBody {
    @Override
    public void prepare(Path directory) throws Exception {
      long pid = ProcessHandle.current().pid();
      String script = "sleep 0.3; kill -STOP %1$d; sleep 0.2; kill -CONT %1$d".formatted(pid);
      new ProcessBuilder("sh", "-c", script).start();
    }

    @Override
    public void work() {
      spinUntilCpu(3 * AMOUNT);
    }
  }
}
