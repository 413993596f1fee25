package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.BlockerOwner;
import dev.jebpf.probes.BlockerRead;
import dev.jebpf.probes.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Threads that contend for monitors and locks, ever new ones of several classes, while collections
/// move these. Each notes what it waited for and when it had it; what was read of each blocker must
/// fit with that.
///
/// Arguments: seconds.
@SuppressWarnings("try")
public final class ContendedMain {
  private static final int THREADS = 5;
  private static final long THRESHOLD_NANOS = 500_000;
  private static final long HOLD_NANOS = 1_500_000;
  private static final long ROUND_MILLIS = 20;
  private static final int GARBAGE = 1 << 16;

  /// The program reads its clock, and then, some microseconds later, who the owner is.
  private static final long READ_NANOS = 20_000;

  /// Something that one thread has at a time, and who had it when.
  private static final class Thing {
    final Object object;
    final Queue<Hold> holds = new ConcurrentLinkedQueue<>();

    Thing(Object object) {
      this.object = object;
    }

    String blocker() {
      return object instanceof ReentrantLock
          ? "java.util.concurrent.locks.ReentrantLock$NonfairSync"
          : object.getClass().getName();
    }
  }

  /// A thread wanted a thing, had it, was about to give it up, had given it up.
  private record Hold(long javaThread, long tid, long wanted, long had, long giving, long given) {}

  private static final Queue<Thing> THINGS = new ConcurrentLinkedQueue<>();
  private static final Map<Long, Queue<Waited>> WAITED = new ConcurrentHashMap<>();
  private static volatile List<Thing> current = things();
  private static volatile boolean ended;
  private static volatile Object sink;

  /// A thread waited for a thing.
  private record Waited(Thing thing, Hold hold) {}

  private ContendedMain() {}

  public static void main(String[] arguments) throws Exception {
    var records = new ArrayList<Stacks.Blocked>();
    try (var stacks = new Stacks(Duration.ofNanos(THRESHOLD_NANOS))) {
      for (int i = 0; i < THREADS; i++) {
        Thread.ofPlatform().daemon().name("contender-" + i).start(ContendedMain::contend);
      }
      Thread.ofPlatform().daemon().start(ContendedMain::churn);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
      while (System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        current = things();
        stacks.decoded.drainTo(records);
      }
      ended = true;
      TimeUnit.MILLISECONDS.sleep(100);
    }
    Runtime.getRuntime().halt(wrong(records) == 0 ? 0 : 1);
  }

  private static List<Thing> things() {
    List<Thing> things =
        List.of(
            new Thing(new Object()),
            new Thing(new StringBuilder()),
            new Thing(new long[2]),
            new Thing(new ReentrantLock()));
    THINGS.addAll(things);
    return things;
  }

  private static void contend() {
    long tid = Tasks.currentThread(Kernel.running());
    var waited = WAITED.computeIfAbsent(tid, _ -> new ConcurrentLinkedQueue<>());
    while (!ended) {
      Thing thing = current.get(ThreadLocalRandom.current().nextInt(current.size()));
      long wanted = System.nanoTime();
      long[] had = new long[2];
      if (thing.object instanceof ReentrantLock lock) {
        lock.lock();
        try {
          hold(had);
        } finally {
          lock.unlock();
        }
      } else {
        synchronized (thing.object) {
          hold(had);
        }
      }
      var hold =
          new Hold(
              Thread.currentThread().threadId(), tid, wanted, had[0], had[1], System.nanoTime());
      thing.holds.add(hold);
      waited.add(new Waited(thing, hold));
    }
  }

  private static void hold(long[] had) {
    had[0] = System.nanoTime();
    LockSupport.parkNanos(HOLD_NANOS);
    had[1] = System.nanoTime();
  }

  /// Makes garbage, which moves what is alive.
  private static void churn() {
    while (!ended) {
      for (int i = 0; i < 100; i++) {
        sink = new byte[GARBAGE];
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static int wrong(List<Stacks.Blocked> records) {
    var counts = new TreeMap<String, Integer>();
    int wrong = 0;
    for (Stacks.Blocked record : records) {
      Waited waited = waited(record);
      if (waited == null) {
        continue;
      }
      String problem = problem(record, waited, counts);
      if (!problem.isEmpty() && ++wrong <= 5) {
        System.out.println(
            problem + ": " + record.by() + " instead of " + waited.thing().blocker());
      }
    }
    System.out.println("counts " + counts);
    System.out.println("owner known " + counts.getOrDefault("owner known", 0));
    // Not read is what no program saw the return of, from the CPU or from the system call.
    int none = counts.getOrDefault("NONE", 0) + counts.getOrDefault("NOT_READ", 0);
    System.out.println("none " + none);
    System.out.println("right " + counts.getOrDefault("KNOWN", 0) + " wrong " + wrong);
    return wrong;
  }

  /// What a record tells of: a wait for a monitor or a lock in which a thread did nothing else.
  private static Waited waited(Stacks.Blocked record) {
    if (record.state() != State.LOCK.word() && record.state() != State.PARK.word()) {
      return null;
    }
    long end = record.start() + record.duration();
    return WAITED.getOrDefault(record.tid(), new ConcurrentLinkedQueue<>()).stream()
        .filter(one -> one.hold().wanted() <= record.start() && one.hold().had() >= end)
        .findFirst()
        .orElse(null);
  }

  private static String problem(Stacks.Blocked record, Waited waited, Map<String, Integer> counts) {
    Stacks.By by = record.by();
    boolean unloaded = by.read() == BlockerRead.KNOWN && by.className() == null;
    counts.merge(unloaded ? "CLASSES UNLOADED" : by.read().name(), 1, Integer::sum);
    if (by.className() != null && !waited.thing().blocker().equals(by.className())) {
      return "class";
    }
    if (by.read() == BlockerRead.UNREADABLE) {
      return "read";
    }
    if (by.owner() <= 0) {
      counts.merge(
          by.owner() == BlockerOwner.NOBODY ? "nobody" : "owner not known " + by.owner(),
          1,
          Integer::sum);
      return "";
    }
    counts.merge("owner known", 1, Integer::sum);
    return had(waited.thing(), by.owner(), record.start())
        ? ""
        : "owner " + by.owner() + " of " + around(waited, record);
  }

  /// The record's beginning, and who had the thing before and after it, in nanoseconds since then.
  private static String around(Waited waited, Stacks.Blocked record) {
    long start = record.start();
    String holds =
        waited.thing().holds.stream()
            .sorted(Comparator.comparingLong(Hold::had))
            .map(
                hold ->
                    "%d: wanted %d had %d giving %d given %d"
                        .formatted(
                            hold.javaThread(),
                            hold.wanted() - start,
                            hold.had() - start,
                            hold.giving() - start,
                            hold.given() - start))
            .collect(Collectors.joining("; "));
    return "for %d ns by %d, held by %s".formatted(record.duration(), record.tid(), holds);
  }

  /// Whether a thread had a thing at a moment: at the earliest from when the one before it was
  /// about to give it up, at the latest until it had given it up.
  private static boolean had(Thing thing, long javaThread, long moment) {
    List<Hold> holds =
        thing.holds.stream()
            .sorted(Comparator.comparingLong(Hold::had))
            .collect(Collectors.toList());
    long free = 0;
    for (Hold hold : holds) {
      long from = Math.max(free, hold.wanted());
      if (hold.javaThread() == javaThread
          && from <= moment + READ_NANOS
          && moment <= hold.given()) {
        return true;
      }
      free = hold.giving();
    }
    // it had not given it up when this ended
    return holds.stream().noneMatch(hold -> hold.given() >= moment);
  }
}
