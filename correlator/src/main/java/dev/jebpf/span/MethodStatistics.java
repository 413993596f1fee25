package dev.jebpf.span;

import dev.jebpf.bridge.SumLayout;
import dev.jebpf.bridge.VirtualWords;
import dev.jebpf.probes.State;
import java.util.Arrays;

/// What all calls of a method came to; times in nanoseconds.
///
/// @param count calls that ended
/// @param errors those that threw
/// @param wallNanos the sum of their durations
/// @param p50Nanos the median duration, at most 3.2 % off
/// @param p99Nanos the 99th percentile, at most 3.2 % off
/// @param maxNanos the longest
/// @param words nanoseconds by [State#word]; on-CPU time is what they leave of `wallNanos`
/// @param virtualWords what calls on virtual threads did besides, as [VirtualWords] has it
@SuppressWarnings("ArrayRecordComponent") // handed on to an event, never compared
public record MethodStatistics(
    long count,
    long errors,
    long wallNanos,
    long p50Nanos,
    long p99Nanos,
    long maxNanos,
    long[] words,
    long[] virtualWords) {

  /// @param sum as [SumLayout] has it
  static MethodStatistics of(long[] sum) {
    long max = sum[SumLayout.MAX];
    long count = Arrays.stream(sum, SumLayout.HISTOGRAM, SumLayout.LENGTH).sum();
    return new MethodStatistics(
        count,
        sum[SumLayout.ERRORS],
        sum[SumLayout.WALL],
        Math.min(max, percentile(sum, count, 0.50)),
        Math.min(max, percentile(sum, count, 0.99)),
        max,
        Arrays.copyOfRange(sum, SumLayout.STATES, SumLayout.STATES + State.CALL_WORDS),
        Arrays.copyOfRange(sum, SumLayout.VIRTUAL, SumLayout.VIRTUAL + VirtualWords.LENGTH));
  }

  private static long percentile(long[] sum, long count, double fraction) {
    long rank = Math.max(1, (long) Math.ceil(count * fraction));
    long seen = 0;
    for (int bucket = 0; bucket < SumLayout.BUCKETS; bucket++) {
      seen += sum[SumLayout.HISTOGRAM + bucket];
      if (seen >= rank) {
        return SumLayout.middle(bucket);
      }
    }
    return 0;
  }
}
