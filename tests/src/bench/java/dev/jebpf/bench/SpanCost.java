package dev.jebpf.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What JMH measures in each JVM of the [SpanBenchmark]: the same method with and without a
/// tracer's instrumentation, and the yardstick.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanCost {
  private int value;

  /// Two readings of the clock: the least that a duration can cost.
  @Benchmark
  public long twoClockReadings() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }

  /// A call that no tracer knows.
  @Benchmark
  public int untracedCall() {
    return value = untraced(value);
  }

  /// The same that the tracer, if there is one, was told to follow.
  @Benchmark
  public int tracedCall() {
    return value = traced(value);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static int untraced(int argument) {
    return argument * 31 + 7;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static int traced(int argument) {
    return argument * 31 + 7;
  }
}
