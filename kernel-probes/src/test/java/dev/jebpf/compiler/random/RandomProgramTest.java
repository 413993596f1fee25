package dev.jebpf.compiler.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.compiler.Target;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.Requires;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random Java programs do in the kernel what they do on the JVM.
///
/// `-Djebpf.random.programs=N` makes it a long run, `-Djebpf.random.seed=S` repeats one.
@Tag("kernel")
class RandomProgramTest {
  private static final int PROGRAMS = Integer.getInteger("jebpf.random.programs", 300);
  private static final int BATCH = 50;
  private static final int RUNS = 12;

  /// The first programs of this seed are always among those tried; a long run does not repeat more.
  private static final long FIXED = 20_261_120;

  private static final int FIXED_PROGRAMS = Math.min(PROGRAMS / 2, 150);

  @Test
  void shouldDoInTheKernelWhatTheyDoOnTheJvm() throws Exception {
    Requires.feature(Feature.SYSCALL_PROGRAM);
    long seed = Long.getLong("jebpf.random.seed", System.nanoTime());
    System.out.printf("random programs: seed=%d and seed=%d, programs=%d%n", FIXED, seed, PROGRAMS);
    long runs = run(FIXED, FIXED_PROGRAMS) + run(seed, PROGRAMS - FIXED_PROGRAMS);
    assertThat(runs).isEqualTo((long) PROGRAMS * RUNS);
  }

  private static long run(long seed, int programs) throws Exception {
    long runs = 0;
    try (BothMachines machines = new BothMachines()) {
      List<Target> targets = targets(machines.target());
      for (int first = 0; first < programs; first += BATCH) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = first; i < Math.min(programs, first + BATCH); i++) {
          sources.put("P" + i, RandomProgram.source("P" + i, seed + i));
        }
        ClassLoader loader = JavaSources.compile(sources);
        for (Map.Entry<String, String> source : sources.entrySet()) {
          runs += run(machines, loader, source, seed, targets);
        }
      }
    }
    return runs;
  }

  /// The kernel's own instruction set, and the oldest.
  private static List<Target> targets(Target running) {
    return List.of(
        running,
        new Target(
            false,
            false,
            running.rdonlyCast(),
            running.currentTaskBtf(),
            running.taskPtRegs(),
            running.atomics(),
            running.kernelVariables()));
  }

  private static long run(
      BothMachines machines,
      ClassLoader loader,
      Map.Entry<String, String> source,
      long seed,
      List<Target> targets)
      throws ClassNotFoundException {
    Class<?> type = loader.loadClass("dev.jebpf.compiler.random." + source.getKey());
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ source.getKey().hashCode());
    String text = "seed=" + seed + " program=" + source.getKey() + "\n" + source.getValue();
    Target target = targets.get(random.nextInt(4) == 0 ? 1 : 0);
    try (BothMachines.Pair pair =
        machines.load(
            type,
            text,
            target,
            RandomExpressions.edgeInt(random),
            RandomExpressions.edgeLong(random))) {
      for (int i = 0; i < RUNS; i++) {
        pair.run(random);
      }
    }
    return RUNS;
  }
}
