package dev.jebpf.correlator;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.correlator.KernelSide.Absent;
import dev.jebpf.correlator.KernelSide.Attached;
import dev.jebpf.jfr.ChunkOutput;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.EventTypes;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.span.MethodRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Everything that happens while a service is traced.
///
/// One daemon thread, `jebpf-correlator`, reads the kernel's records and records how everything
/// stands once in a period. JFR asks for the same at the begin and the end of each chunk, so that a
/// recording which starts later or is dumped in between has it too. Calls are recorded by the
/// threads that make them.
public final class Correlator implements AutoCloseable {
  /// What reading records and recording accounts is called among the probes.
  private static final String CORRELATOR = "correlator";

  /// What writing kernel events is called.
  private static final String CHUNKS = "recording.kernel";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(5);
  private static final Duration SETTLE = Duration.ofMillis(200);
  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final long FLUSH_NANOS = 1_000_000_000;

  private final Bridge bridge;
  private final MethodRegistry methods;
  private final EventClock clock;
  private final KernelSide kernel;
  private final RecordJoin join;
  private final StateEvents state;
  private final long periodNanos;
  private final Set<RecordKind> recorded;
  private final Runnable chunkHook = this::commit;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(null, this::run, "jebpf-correlator", 0, false);
  private final @Nullable BlockedThreads blocked;
  private boolean closed;

  /// Where kernel events go that have chunks of their own.
  private volatile @Nullable ChunkOutput chunks;

  /// What last went wrong while records were read or accounts recorded; told by the recording.
  private volatile @Nullable String failure;

  private Correlator(
      CorrelatorOptions options, Bridge bridge, EventClock clock, KernelSide kernel) {
    this.bridge = bridge;
    this.clock = clock;
    this.kernel = kernel;
    methods = new MethodRegistry(bridge, options.callThreshold().toNanos());
    var stacks = new StackCounts();
    join = new RecordJoin(clock, methods, kernel, stacks);
    state = new StateEvents(kernel, methods, bridge, join, stacks);
    periodNanos = options.period().toNanos();
    recorded = recorded(options);
    blocked =
        kernel instanceof Attached attached
                && (options.blocked() != null || attached.stacksOfOperations())
            ? new BlockedThreads(attached, join, stacks)
            : null;
  }

  /// Starts tracing this process. Takes some hundred milliseconds; not for a thread that a service
  /// waits for. What cannot be had is left out, and the recording says why.
  ///
  /// @throws IllegalStateException when another agent traces this process already
  public static Correlator start(CorrelatorOptions options, Bridge bridge) {
    EventTypes.register();
    KernelSide kernel = KernelSide.open(options, bridge);
    var correlator = new Correlator(options, bridge, EventClock.start(), kernel);
    correlator.begin();
    return correlator;
  }

  private void begin() {
    if (!bridge.start(kernel.slots(), new CallRecorder(clock, methods, join::nameOfWaker))) {
      detach();
      throw new IllegalStateException("another jebpf agent traces this process already");
    }
    EventTypes.atEachChunk(chunkHook);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    if (blocked != null) {
      blocked.start();
    }
  }

  private static Set<RecordKind> recorded(CorrelatorOptions options) {
    Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
    kinds.addAll(options.thresholds().keySet());
    if (options.blocked() != null) {
      kinds.add(RecordKind.THREAD_BLOCKED);
    }
    return kinds;
  }

  /// Whether what is of a kind is recorded by itself from some duration on.
  public boolean records(RecordKind kind) {
    return kernel instanceof Attached && recorded.contains(kind);
  }

  /// Changes that duration, at once.
  ///
  /// @throws IllegalStateException unless it [#records] the kind
  public void threshold(RecordKind kind, Duration least) {
    if (!records(kind) || !(kernel instanceof Attached attached)) {
      throw new IllegalStateException("not recorded: kind=" + kind);
    }
    attached.probes().threshold(kind, least.toNanos());
  }

  /// The methods that have spans.
  public MethodRegistry methods() {
    return methods;
  }

  /// Tells whether virtual threads report their mounts; until then their spans have no states.
  public void virtualThreads(boolean followed) {
    bridge.virtualThreads(followed);
  }

  /// Has all further kernel events go into chunks of their own in a directory, as events of the
  /// threads that caused them, instead of the recordings that run. Something must be recorded: only
  /// then does JFR tell its time. Where it doesn't, or there are no kernel events, nothing changes.
  ///
  /// @param limits of what the directory keeps
  /// @return whether they have chunks now
  /// @throws IOException when they can't be written
  public boolean writeChunks(Path directory, RetentionLimits limits)
      throws IOException, InterruptedException {
    if (kernel instanceof Absent || !clock.settle()) {
      return false;
    }
    ChunkOutput output = ChunkOutput.open(directory, limits, join.eventClasses(), clock);
    chunks = output;
    join.output(output);
    return true;
  }

  /// The types of the events that then have chunks of their own.
  public List<Class<? extends Event>> kernelEvents() {
    return join.eventClasses();
  }

  /// The chunks of kernel events, if they have any.
  public Optional<ChunkOutput> chunks() {
    return Optional.ofNullable(chunks);
  }

  /// What cannot be traced, and why.
  public Map<String, String> problems() {
    var problems = new TreeMap<>(kernel.problems());
    if (kernel instanceof Attached attached) {
      attached
          .probes()
          .backends()
          .forEach(
              (probe, backend) -> {
                String reason = backend.reason();
                if (!backend.available() && reason != null) {
                  problems.put(probe, reason);
                }
              });
    }
    String unwritten = chunks().map(ChunkOutput::failure).orElse(null);
    if (unwritten != null) {
      problems.put(CHUNKS, unwritten);
    }
    String last = failure;
    if (last != null) {
      problems.put(CORRELATOR, last);
    }
    String decoding = blocked == null ? null : blocked.failure();
    if (decoding != null) {
      problems.put(KernelSide.STACKS, decoding);
    }
    return problems;
  }

  /// The kernel events that were asked for but can't be had, each with the reason.
  public List<String> missingEvents() {
    return switch (kernel) {
      case Attached attached -> attached.probes().events().missing();
      case Absent absent -> absent.missingEvents();
    };
  }

  private void run() {
    long due = System.nanoTime() + periodNanos;
    long flushed = System.nanoTime();
    while (closing.getCount() > 0) {
      try {
        awaitRecords();
        long now = System.nanoTime();
        clock.keepUpToDate();
        if (now - flushed > FLUSH_NANOS) {
          flushChunks();
          flushed = now;
        }
        if (now - due >= 0) {
          due = now + periodNanos;
          commit();
        }
      } catch (RuntimeException e) {
        failure = e.toString();
        pause();
      }
    }
  }

  private void flushChunks() {
    ChunkOutput output = chunks;
    if (output != null) {
      output.flush();
    }
  }

  private void awaitRecords() {
    switch (kernel) {
      case Attached attached -> {
        attached.probes().poll(POLL, join);
        join.keepUpToDate();
      }
      case Absent _ -> pause();
    }
  }

  private void pause() {
    try {
      closing.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private void commit() {
    synchronized (join) {
      state.commit(problems());
    }
  }

  /// Ends tracing: reads what the kernel still has, records how everything stands at last,
  /// detaches, and records the threads that ended in the meantime.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing.countDown();
    awaitEnd();
    if (blocked != null) {
      blocked.close();
    }
    EventTypes.noMoreAtEachChunk(chunkHook);
    bridge.stop();
    try {
      if (kernel instanceof Attached attached) {
        attached.probes().drain(join);
        settle(attached);
        drainStacks();
        join.finish();
      }
      clock.calibrate();
      commit();
      if (kernel instanceof Attached attached) {
        attached.probes().detach();
        attached.probes().drain(join);
        drainStacks();
        join.finish();
      }
    } finally {
      detach();
      chunks().ifPresent(ChunkOutput::close);
      join.close();
    }
  }

  /// Reads the stacks there are, after the records: they were copied before.
  private void drainStacks() {
    if (blocked != null) {
      blocked.drain();
    }
  }

  /// Gives threads that are about to end the time to do so: only then is known who they were.
  private void settle(Attached attached) {
    long end = System.nanoTime() + SETTLE.toNanos();
    while (join.waits() && System.nanoTime() - end < 0) {
      attached.probes().poll(MOMENT, join);
      join.keepUpToDate();
    }
  }

  private void detach() {
    clock.close();
    if (kernel instanceof Attached attached) {
      attached.probes().close();
    }
  }

  private void awaitEnd() {
    try {
      thread.join(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
