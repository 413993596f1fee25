package dev.jebpf.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Runs a target with mutated inputs, first with the sound ones.
///
/// A round fails when the target throws what it must not, takes longer than [#LONGEST_ROUND], or
/// allocates more than it may. Inputs that the target accepts are mutated further.
public final class Fuzzer {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("jebpf.fuzz.seconds", 3));
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);
  private static final int LONGEST_INPUT = 1 << 20;
  private static final int KEPT = 500;
  private static final Path FOUND = Path.of("target", "fuzz");

  /// Reads one input.
  @FunctionalInterface
  public interface Target {
    /// Whether the input was accepted. Throws only for a defect.
    boolean read(byte[] input) throws Exception;
  }

  private final String name;
  private final List<byte[]> corpus;
  private final int seeds;
  private final long mostBytes;
  private final Target target;
  private final long seed = Long.getLong("jebpf.fuzz.seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final Mutator mutator;
  private final CountDownLatch done = new CountDownLatch(1);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private volatile byte[] current = {};
  private volatile long began = System.nanoTime();
  private volatile @Nullable Throwable failure;
  private long rounds;
  private long accepted;

  private Fuzzer(
      String name, List<byte[]> corpus, List<byte[]> words, long mostBytes, Target target) {
    this.name = name;
    this.corpus = new ArrayList<>(corpus);
    this.seeds = corpus.size();
    this.mostBytes = mostBytes;
    this.target = target;
    this.mutator = new Mutator(random, words);
  }

  /// Runs a target until the time is over.
  ///
  /// @param corpus sound inputs
  /// @param words what the format is made of; may be empty
  /// @param mostBytes what a round may allocate on the heap
  /// @throws AssertionError with the seed and the input's file, when a round fails
  public static void run(
      String name, List<byte[]> corpus, List<byte[]> words, long mostBytes, Target target)
      throws InterruptedException, IOException {
    new Fuzzer(name, corpus, words, mostBytes, target).run();
  }

  private void run() throws InterruptedException, IOException {
    Thread worker = Thread.ofPlatform().daemon().name("fuzz-" + name).start(this::work);
    while (!done.await(100, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - began > LONGEST_ROUND.toNanos()) {
        throw found("hangs at " + Arrays.toString(worker.getStackTrace()), null);
      }
    }
    Throwable broken = failure;
    if (broken != null) {
      throw found(broken.toString(), broken);
    }
    System.out.printf("fuzz %s: seed=%d rounds=%d accepted=%d%n", name, seed, rounds, accepted);
    if (accepted < seeds || accepted == rounds) {
      throw new AssertionError(name + ": accepted " + accepted + " of " + rounds);
    }
  }

  private void work() {
    try {
      for (byte[] before : foundBefore()) {
        target(before);
      }
      long end = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < end || rounds < 2L * seeds) {
        round(rounds < seeds ? corpus.get((int) rounds) : mutated());
        rounds++;
      }
    } catch (Throwable e) {
      failure = e;
    } finally {
      done.countDown();
    }
  }

  /// What broke the target before must not: a test that is run again with another seed could not
  /// find it any more.
  private List<byte[]> foundBefore() throws IOException {
    List<byte[]> found = new ArrayList<>();
    if (Files.isDirectory(FOUND)) {
      try (var files = Files.newDirectoryStream(FOUND, name + "-*")) {
        for (Path file : files) {
          found.add(Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  private byte[] mutated() {
    byte[] one = corpus.get(random.nextInt(corpus.size()));
    byte[] other = corpus.get(random.nextInt(corpus.size()));
    byte[] input = mutator.mutate(one, other);
    return input.length > LONGEST_INPUT ? one : input;
  }

  private boolean target(byte[] input) throws Exception {
    current = input;
    began = System.nanoTime();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean sound = target.read(input);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    if (bytes > mostBytes) {
      throw new AssertionError("allocated " + bytes + " bytes for an input of " + input.length);
    }
    return sound;
  }

  private void round(byte[] input) throws Exception {
    if (target(input)) {
      accepted++;
      keep(input);
    } else if (rounds < seeds) {
      throw new AssertionError("refused a sound input");
    }
  }

  /// Keeps an input to be mutated further, in the place of another one that was kept.
  private void keep(byte[] input) {
    if (corpus.size() < seeds + KEPT) {
      corpus.add(input);
    } else {
      corpus.set(seeds + random.nextInt(KEPT), input);
    }
  }

  private AssertionError found(String what, @Nullable Throwable cause) throws IOException {
    Path file = Files.createDirectories(FOUND).resolve(name + "-" + seed + "-" + rounds);
    Files.write(file, current);
    return new AssertionError(
        "%s: seed=%d round=%d input=%s %s"
            .formatted(name, seed, rounds, file.toAbsolutePath(), what),
        cause);
  }
}
