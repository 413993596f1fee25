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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What it costs to see a read of a file, by each mechanism that the kernel has: the time a read of
/// one byte takes longer while [KernelProbes] count it.
///
/// The scheduler's account, which is attached with every mechanism, is attached to what is compared
/// with as well. Mechanisms take turns, in another order each round; of the batches of a turn the
/// quickest counts, the one that interrupts and other processes disturbed least.
public final class HitCost {
  private static final int BATCHES = 20;
  private static final int READS = 1_000;

  /// Nanoseconds a read, entry and return together.
  ///
  /// @param median of the rounds
  public record Cost(double median, double least, double most) {
    private static Cost of(double[] rounds) {
      double[] sorted = rounds.clone();
      Arrays.sort(sorted);
      return new Cost(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
  }

  private final Path file;
  private final int rounds;

  /// @param file to be read, of at least a byte
  /// @param rounds of each mechanism
  public HitCost(Path file, int rounds) {
    this.file = file;
    this.rounds = rounds;
  }

  /// By mechanism; those that the kernel refuses are left out.
  public Map<Mechanism, Cost> measure() throws IOException {
    List<Optional<Mechanism>> turns = new ArrayList<>(List.of(Optional.empty()));
    for (Mechanism mechanism : Mechanism.values()) {
      turns.add(Optional.of(mechanism));
    }
    read(Optional.empty()); // compiled by the JVM before anything counts
    var times = new HashMap<Optional<Mechanism>, double[]>();
    for (int round = 0; round < rounds; round++) {
      for (Optional<Mechanism> turn : turns) {
        Optional<Double> nanos = read(turn);
        if (nanos.isPresent()) {
          times.computeIfAbsent(turn, _ -> new double[rounds])[round] = nanos.get();
        }
      }
      Collections.rotate(turns, 1);
    }
    return costs(times);
  }

  private static Map<Mechanism, Cost> costs(Map<Optional<Mechanism>, double[]> times) {
    double[] without = Objects.requireNonNull(times.remove(Optional.<Mechanism>empty()));
    var costs = new EnumMap<Mechanism, Cost>(Mechanism.class);
    times.forEach(
        (mechanism, with) -> {
          double[] more = new double[with.length];
          Arrays.setAll(more, round -> with[round] - without[round]);
          costs.put(mechanism.orElseThrow(), Cost.of(more));
        });
    return costs;
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
      if (mechanism.isPresent() && counted < BATCHES * READS) {
        throw new IllegalStateException(
            mechanism.get() + " counted " + counted + " of " + BATCHES * READS + " reads");
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
    long least = Long.MAX_VALUE;
    try (FileChannel channel = FileChannel.open(file)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
          channel.read(one.clear(), 0);
        }
        least = Math.min(least, System.nanoTime() - start);
      }
    }
    return least / (double) READS;
  }
}
