package dev.jebpf.harness;

import dev.jebpf.probes.Backend;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.Mechanism;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.RecordKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What it costs to see a read of a file, by each mechanism that the kernel has: the time a read of
/// one byte takes longer while [KernelProbes] count it.
///
/// The scheduler's account, which is attached with every mechanism, is attached to what is compared
/// with as well.
public final class HitCost {
  private static final int READS = 20_000;

  private final Path file;
  private final int rounds;

  /// @param file to be read, of at least a byte
  /// @param rounds of each mechanism, taken in turn; of each the median counts
  public HitCost(Path file, int rounds) {
    this.file = file;
    this.rounds = rounds;
  }

  /// Nanoseconds a read, entry and return together, by mechanism; those that the kernel refuses are
  /// left out.
  public Map<Mechanism, Double> measure() throws IOException {
    read(Optional.empty()); // compiled by the JVM before anything counts
    var costs = new EnumMap<Mechanism, double[]>(Mechanism.class);
    for (int round = 0; round < rounds; round++) {
      double without = read(Optional.empty()).orElseThrow();
      for (Mechanism mechanism : Mechanism.values()) {
        Optional<Double> with = read(Optional.of(mechanism));
        if (with.isPresent()) {
          costs.computeIfAbsent(mechanism, _ -> new double[rounds])[round] = with.get() - without;
        }
      }
    }
    var medians = new EnumMap<Mechanism, Double>(Mechanism.class);
    costs.forEach((mechanism, all) -> medians.put(mechanism, median(all)));
    return medians;
  }

  private static double median(double[] numbers) {
    Arrays.sort(numbers);
    return numbers[numbers.length / 2];
  }

  private Optional<Double> read(Optional<Mechanism> mechanism) throws IOException {
    var config =
        ProbeConfig.of((int) ProcessHandle.current().pid(), HotSpotOffsets.unavailable())
            .withThresholds(
                mechanism.isPresent() ? Map.of(RecordKind.FILE_READ, Long.MAX_VALUE) : Map.of())
            .withMechanisms(mechanism.stream().toArray(Mechanism[]::new));
    try (var probes = KernelProbes.open(config)) {
      Backend files = probes.backends().get("file.operations");
      if (mechanism.isPresent() && (files == null || !files.available())) {
        return Optional.empty();
      }
      haveSlot();
      long before = probes.totals().get(RecordKind.FILE_READ).count();
      double nanos = nanosPerRead();
      long counted = probes.totals().get(RecordKind.FILE_READ).count() - before;
      if (mechanism.isPresent() && counted < READS) {
        throw new IllegalStateException(
            mechanism.get() + " counted " + counted + " of " + READS + " reads");
      }
      return Optional.of(nanos);
    }
  }

  /// A thread has an account, without which nothing of it is counted, from its first switch on.
  private static void haveSlot() throws IOException {
    try {
      Thread.sleep(1);
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException(interrupted.getMessage());
    }
  }

  private double nanosPerRead() throws IOException {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < READS / 10; i++) {
        channel.read(one.clear(), 0);
      }
      long start = System.nanoTime();
      for (int i = 0; i < READS; i++) {
        channel.read(one.clear(), 0);
      }
      return (System.nanoTime() - start) / (double) READS;
    }
  }
}
