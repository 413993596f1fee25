package dev.jebpf.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Probes of this JVM, and what they say of the calling thread.
final class LiveProbes implements AutoCloseable {
  /// What a piece of work came to.
  ///
  /// @param cpu by the probes: what remains of the wall time
  /// @param threadCpu by the kernel's own clock, which leaves out what a hypervisor stole
  /// @param stolen that, of all CPUs
  record Work(long wall, long cpu, long threadCpu, long stolen, Map<State, Long> states) {
    long in(State state) {
      return states.getOrDefault(state, 0L);
    }

    long inAnyOf(State... wanted) {
      long sum = 0;
      for (State state : wanted) {
        sum += in(state);
      }
      return sum;
    }
  }

  /// A file or TCP record, copied out of the ring buffer.
  record Operation(
      RecordKind kind,
      long tid,
      long start,
      long duration,
      long result,
      String name,
      int localPort,
      int remotePort) {}

  private static final int MOST_SLEEPS = 100;

  final KernelProbes probes;
  private final List<Operation> seen = new ArrayList<>();

  LiveProbes(ProbeConfig config) {
    this(KernelProbes.open(config));
  }

  LiveProbes(KernelProbes probes) {
    this.probes = probes;
  }

  static int pid() {
    return (int) ProcessHandle.current().pid();
  }

  static int tid() {
    try {
      Path link = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      return Integer.parseInt(link.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// This thread's, which it has after its first sleep; one of a millisecond may be over before a
  /// thread of a slow machine has fallen asleep.
  private Slot slot() throws InterruptedException {
    Slot slot = null;
    for (int i = 0; i < MOST_SLEEPS && slot == null; i++) {
      Thread.sleep(1);
      slot = probes.slots().find(tid());
    }
    return Objects.requireNonNull(slot, "no slot after " + MOST_SLEEPS + " sleeps");
  }

  Work measure(Callable<?> work) throws Exception {
    Slot slot = slot();
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    work.call(); // classes loaded, files opened once
    long[] before = new long[State.WORDS];
    long stolen = stolen();
    long start = read(slot, before);
    long cpu = threads.getCurrentThreadCpuTime();
    work.call();
    long threadCpu = threads.getCurrentThreadCpuTime() - cpu;
    long[] after = new long[State.WORDS];
    long wall = read(slot, after) - start;
    var states = new EnumMap<State, Long>(State.class);
    long off = 0;
    for (State state : State.values()) {
      if (state.word() >= 0 && state.word() < State.WORDS) {
        long nanos = after[state.word()] - before[state.word()];
        states.put(state, nanos);
        off += nanos;
      }
    }
    return new Work(wall, wall - off, threadCpu, stolen() - stolen, states);
  }

  /// Nanoseconds a hypervisor has taken from all CPUs since boot, by `/proc/stat`, in its steps of
  /// 10 ms.
  private static long stolen() throws IOException {
    String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    return Long.parseLong(all.split(" +")[8]) * 10_000_000;
  }

  /// Reads the words and the time that belongs to them: no switch in between.
  private static long read(Slot slot, long[] words) {
    while (true) {
      long version = slot.version();
      for (int word = 0; word < words.length; word++) {
        words[word] = slot.state(word);
      }
      long now = System.nanoTime();
      if (slot.version() == version) {
        return now;
      }
    }
  }

  /// The records since the last call.
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    drain(operations);
    seen.addAll(operations);
    return operations;
  }

  private void drain(List<Operation> operations) {
    probes.drain(
        new IgnoredRecordsForTest() {
          @Override
          public void onFile(RecordKind kind, FileRecord file) {
            operations.add(
                new Operation(
                    kind,
                    file.tid(),
                    file.start(),
                    file.duration(),
                    file.result(),
                    RecordNames.path(file),
                    0,
                    0));
          }

          @Override
          public void onTcp(RecordKind kind, TcpRecord tcp) {
            operations.add(
                new Operation(
                    kind,
                    tcp.tid(),
                    tcp.start(),
                    tcp.duration(),
                    tcp.result(),
                    RecordNames.remote(tcp),
                    tcp.localPort(),
                    tcp.remotePort()));
          }
        });
  }

  /// Waits for a record, or finds it among those before; fails after ten seconds.
  Operation await(java.util.function.Predicate<Operation> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    do {
      operations();
      for (Operation operation : seen) {
        if (wanted.test(operation)) {
          return operation;
        }
      }
      Thread.onSpinWait();
    } while (System.nanoTime() < deadline);
    throw new AssertionError("no such record among " + seen);
  }

  @Override
  public void close() {
    probes.close();
  }
}
