package dev.jebpf.correlator;

import dev.jebpf.jfr.ThreadBreakdownEvent;
import dev.jebpf.probes.ThreadEnded;
import dev.jebpf.thread.KnownThread;
import dev.jebpf.thread.ThreadKind;
import dev.jebpf.thread.ThreadReading;
import dev.jebpf.thread.ThreadRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keeps the registry of threads up to date and records the accounts. One thread at a time, but for
/// names, which any may ask for.
final class ThreadAccounts {
  /// Ended threads recorded one by one between two [#commit]s.
  private static final int MOST_ENDED = 500;

  /// A look at all threads takes at most this part of the time, unless it takes very long.
  private static final int REST_PER_LOOK = 50;

  private static final long SHORTEST_REST_NANOS = 50_000_000;

  /// On a busy machine a look takes long because it waits for a CPU, which is no reason to know new
  /// threads only seconds later.
  private static final long LONGEST_REST_NANOS = 1_000_000_000;

  private final ThreadRegistry registry;
  private final EndedThreads unrecorded = new EndedThreads();
  private boolean outdated = true;
  private long nextLook;
  private int endedRecorded;
  private long agentCpuOfEnded;
  private long agentCpu;

  ThreadAccounts(ThreadRegistry registry) {
    this.registry = registry;
  }

  @Nullable KnownThread byOsId(long tid) {
    return registry.byOsId(tid);
  }

  @Nullable String nameOfWaker(long tid) {
    return registry.nameOfWaker(tid);
  }

  @Nullable String nameOfJavaThread(long id) {
    KnownThread known = registry.byJavaId(id);
    return known == null ? null : known.name();
  }

  /// Notes that a thread has started.
  void started(long tid) {
    registry.started(tid);
    outdated = true;
  }

  /// Notes that there is a thread that is not known yet.
  void unknown() {
    outdated = true;
  }

  /// Looks at the threads again if there are new ones and the last look is long enough ago.
  ///
  /// @return whether it did
  boolean keepUpToDate() {
    boolean due = outdated && System.nanoTime() - nextLook >= 0;
    if (due) {
      look();
    }
    return due;
  }

  /// Looks at the threads.
  void look() {
    long begin = System.nanoTime();
    try {
      outdated = !registry.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException("list the threads of this process", e);
    }
    long end = System.nanoTime();
    long rest = Math.max(SHORTEST_REST_NANOS, REST_PER_LOOK * (end - begin));
    nextLook = end + Math.min(rest, LONGEST_REST_NANOS);
  }

  /// Records the final account of a thread, or adds it to those of its like.
  ///
  /// @return who it was
  KnownThread ended(ThreadEnded ended, String comm) {
    KnownThread who = registry.identify(ended, comm);
    ThreadReading reading = registry.ended(ended, who);
    if (isAgents(reading)) {
      agentCpuOfEnded += cpu(reading);
    }
    if (endedRecorded < MOST_ENDED && ThreadBreakdownEvent.wanted()) {
      endedRecorded++;
      commit(reading);
    } else {
      unrecorded.add(reading);
    }
    return who;
  }

  /// Records the accounts of all threads as they are now, and those of ended ones not recorded yet.
  void commit() {
    look();
    boolean wanted = ThreadBreakdownEvent.wanted();
    agentCpu = agentCpuOfEnded;
    for (ThreadReading reading : registry.readings()) {
      if (isAgents(reading)) {
        agentCpu += cpu(reading);
      }
      if (wanted) {
        commit(reading);
      }
    }
    if (wanted) {
      unrecorded.take().forEach(ThreadAccounts::commit);
      endedRecorded = 0;
    }
  }

  /// CPU time, in nanoseconds, of the agent's own threads at the last [#commit].
  long agentCpu() {
    return agentCpu;
  }

  private static boolean isAgents(ThreadReading reading) {
    return reading.description().kind().equals(ThreadKind.AGENT.label());
  }

  private static long cpu(ThreadReading reading) {
    return reading.wallNanos() - Arrays.stream(reading.words()).sum();
  }

  private static void commit(ThreadReading reading) {
    ThreadBreakdownEvent.commit(reading.description(), reading.wallNanos(), reading.words());
  }
}
