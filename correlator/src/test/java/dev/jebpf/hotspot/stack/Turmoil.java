package dev.jebpf.hotspot.stack;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/// Takes away, again and again, what the frames of a workload rest on: redefines its classes, which
/// throws away the code compiled of them under the feet of those that are in it, and gives the
/// metadata of their methods back to be used for others.
///
/// An agent of its own, for only these may redefine; counts what else the JVM does meanwhile.
final class Turmoil implements AutoCloseable {
  private static final int SHORTEST_MILLIS = 5;
  private static final int LONGEST_MILLIS = 500;

  private static volatile @Nullable Instrumentation instrumentation;

  private final Class<?>[] classes;
  private final RecordingStream events = new RecordingStream();
  private final LongAdder compilations = new LongAdder();
  private final LongAdder deoptimizations = new LongAdder();
  private final Thread thread = new Thread(this::run, "turmoil");
  private volatile boolean over;
  private volatile long redefinitions;

  private Turmoil(Class<?>... classes) {
    this.classes = classes;
  }

  /// What the JVM calls first, by the manifest of the agent.
  @SuppressWarnings("unused")
  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  /// Begins.
  ///
  /// @param classes those that are redefined, as they are
  static Turmoil around(Class<?>... classes) {
    var turmoil = new Turmoil(classes);
    turmoil.count("jdk.Compilation", turmoil.compilations);
    turmoil.count("jdk.Deoptimization", turmoil.deoptimizations);
    turmoil.events.startAsync();
    turmoil.thread.setDaemon(true);
    turmoil.thread.start();
    return turmoil;
  }

  private void count(String event, LongAdder counter) {
    events.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
    events.onEvent(event, _ -> counter.increment());
  }

  private void run() {
    Instrumentation redefiner = instrumentation;
    if (redefiner == null) {
      throw new IllegalStateException("not started as an agent");
    }
    try {
      while (!over) {
        // at times long enough for C2 to have compiled everything again
        Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
        redefiner.retransformClasses(classes);
        redefinitions++;
      }
    } catch (InterruptedException | UnmodifiableClassException e) {
      throw new AssertionError(e);
    }
  }

  /// What has happened so far.
  String report() {
    long collections =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionCount)
            .sum();
    long unloaded = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
    return "redefinitions %d compilations %d deoptimizations %d unloaded %d collections %d"
        .formatted(redefinitions, compilations.sum(), deoptimizations.sum(), unloaded, collections);
  }

  @Override
  public void close() {
    over = true;
    events.close();
  }
}
