package dev.jebpf.bench;

import dev.jebpf.usdt.ForcedProbe;
import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What JMH measures in each JVM of the [UsdtBenchmark]: methods that differ by a probe.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UsdtCost {
  /// The system property that says who listens, the name of a [Listener].
  static final String LISTENER = "jebpf.bench.listener";

  /// Who listens.
  enum Listener {
    NOBODY,
    /// Nobody, though the probes are enabled.
    FORCED,
    /// [EmptyTracer#byEvents].
    EMPTY_PROGRAM,
    /// [EmptyTracer#byOneLink].
    EMPTY_PROGRAM_BY_ONE_LINK,
    BPFTRACE
  }

  private static final UsdtProvider BENCH = UsdtProvider.create("jebpf_bench");
  private static final UsdtProbe GUARDED = BENCH.probe("guarded", long.class, String.class);
  private static final UsdtProbe TEXT_PROBE = BENCH.probe("typed", long.class, String.class);
  private static final UsdtProbe NUMBER_PROBE = BENCH.probe("number", long.class);
  private static final Shape TYPED = TEXT_PROBE.as(Shape.class);
  private static final Number NUMBER = NUMBER_PROBE.as(Number.class);

  /// The shape of two of the probes.
  public interface Shape {
    void fire(long number, String text);
  }

  /// The shape of the third one.
  public interface Number {
    void fire(long number);
  }

  private final String text = "a customer's name";
  private long value;
  private @Nullable AutoCloseable tracer;

  /// Lets whoever is to listen do so.
  @Setup
  public void listen() throws Exception {
    switch (Listener.valueOf(System.getProperty(LISTENER))) {
      case NOBODY -> {}
      case FORCED -> BENCH.probes().forEach(ForcedProbe::enable);
      case EMPTY_PROGRAM -> tracer = EmptyTracer.byEvents(BENCH.files().getFirst());
      case EMPTY_PROGRAM_BY_ONE_LINK -> tracer = EmptyTracer.byOneLink(BENCH.files().getFirst());
      case BPFTRACE -> tracer = bpftrace()::destroyForcibly;
    }
  }

  private static Process bpftrace() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Process tracer =
        new ProcessBuilder("bpftrace", "-p", pid, "-e", "usdt::jebpf_bench:* { @ = count(); }")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!BENCH.probes().stream().allMatch(UsdtProbe::isEnabled)) {
      if (!tracer.isAlive()) {
        throw new IOException("bpftrace ended with " + tracer.exitValue());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return tracer;
  }

  @TearDown
  public void stop() throws Exception {
    if (tracer != null) {
      tracer.close();
    }
  }

  /// The yardstick.
  @Benchmark
  public long emptyMethod() {
    return empty(value++);
  }

  /// `if (probe.isEnabled()) probe.fire(...)`.
  @Benchmark
  public long guardedProbe() {
    return guarded(value++, text);
  }

  /// An interface of the caller's own.
  @Benchmark
  public long typedProbe() {
    return typed(value++, text);
  }

  /// The same with no text to copy.
  @Benchmark
  public long numberProbe() {
    return number(value++);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long empty(long number) {
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long guarded(long number, String text) {
    if (GUARDED.isEnabled()) {
      GUARDED.fire(number, text);
    }
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long typed(long number, String text) {
    TYPED.fire(number, text);
    return number;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static long number(long number) {
    NUMBER.fire(number);
    return number;
  }
}
