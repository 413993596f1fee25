package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.BlockerOwner;
import dev.jebpf.probes.BlockerRead;
import dev.jebpf.probes.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Blocks threads by objects of known classes that known threads have, many times, and compares
/// with what the kernel programs read of it. Prints a line for each place.
///
/// Arguments: how many times a place is compared; `objects` or `monitors`: what of the heap can be
/// read with this collector.
@SuppressWarnings("try")
public final class BlockersMain {
  /// Times that some class may have been unloaded before a name was read: ZGC collects as soon as
  /// it starts.
  private static final int MOST_UNLOADS = 2;

  private static final long THRESHOLD_NANOS = 2_000_000;
  private static final String SYNC = "java.util.concurrent.locks.ReentrantLock$NonfairSync";

  private static final Set<Thread.State> RUNS = Set.of(Thread.State.NEW, Thread.State.RUNNABLE);

  private final Stacks stacks;
  private final boolean objects;
  private int wrong;
  private int unknown;
  private int unloads;

  private BlockersMain(Stacks stacks, boolean objects) {
    this.stacks = stacks;
    this.objects = objects;
  }

  /// A place where a thread is blocked.
  ///
  /// @param state for what
  /// @param read what is read of the blocker
  /// @param className of it
  /// @param owner from the holder's id, who has it
  /// @param hold what the holder does, and then waits
  /// @param block what blocks
  /// @param release what ends it besides the end of the hold
  private record Place(
      State state,
      BlockerRead read,
      String className,
      Owner owner,
      Step hold,
      Step block,
      Release release) {}

  private interface Owner {
    long of(long holder);
  }

  /// With what is to be done while it is held.
  private interface Step {
    void run(Runnable held) throws Exception;
  }

  private interface Release {
    void of(Thread blocked);
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    boolean objects = arguments[1].equals("objects");
    int wrong;
    int unknown;
    try (var stacks = new Stacks(Duration.ofNanos(THRESHOLD_NANOS))) {
      var run = new BlockersMain(stacks, objects);
      for (var place : run.places().entrySet()) {
        for (int i = 0; i < times; i++) {
          run.compare(place.getKey() + " by platform", place.getValue().get(), false);
          run.compare(place.getKey() + " by virtual", place.getValue().get(), true);
        }
        System.out.println(place.getKey());
      }
      wrong = run.wrong;
      unknown = run.unknown;
    }
    System.out.println("wrong " + wrong + " unknown " + unknown);
    Runtime.getRuntime().halt(wrong == 0 ? 0 : 1);
  }

  private Map<String, Supplier<Place>> places() {
    var places = new LinkedHashMap<String, Supplier<Place>>();
    places.put("monitor", () -> monitor(new Object(), true));
    places.put("monitor of an array", () -> monitor(new int[3], true));
    places.put("monitor locked before it was wanted", () -> monitor(new Object(), false));
    places.put("Object.wait", () -> objectWait(new Object()));
    var lock = new ReentrantLock();
    places.put("ReentrantLock", () -> lock(lock, SYNC));
    places.put(
        "write lock",
        () ->
            lock(
                new ReentrantReadWriteLock().writeLock(),
                "java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync"));
    places.put("Condition", () -> condition(lock, lock.newCondition()));
    places.put("Semaphore", () -> semaphore());
    places.put("park", () -> parked(LockSupport::park, BlockerRead.NONE, null));
    places.put(
        "park with a blocker",
        () -> parked(() -> LockSupport.park("blocker"), BlockerRead.KNOWN, "java.lang.String"));
    places.put("sleep", () -> sleep());
    return places;
  }

  private Place monitor(Object monitor, boolean inflated) {
    return new Place(
        State.LOCK,
        objects ? BlockerRead.KNOWN : BlockerRead.NO_CLASS,
        monitor.getClass().getName(),
        holder -> inflated ? holder : BlockerOwner.ANONYMOUS,
        held -> {
          synchronized (monitor) {
            if (inflated) {
              monitor.wait(1);
            }
            held.run();
          }
        },
        held -> {
          synchronized (monitor) {
            held.run();
          }
        },
        _ -> {});
  }

  private Place objectWait(Object monitor) {
    return new Place(
        State.WAIT,
        objects ? BlockerRead.KNOWN : BlockerRead.NO_CLASS,
        "java.lang.Object",
        null,
        Runnable::run,
        held -> {
          synchronized (monitor) {
            monitor.wait();
          }
          held.run();
        },
        _ -> {
          synchronized (monitor) {
            monitor.notifyAll();
          }
        });
  }

  private Place lock(Lock lock, String className) {
    Step locked =
        held -> {
          lock.lock();
          try {
            held.run();
          } finally {
            lock.unlock();
          }
        };
    return new Place(
        State.PARK,
        known(),
        className,
        holder -> objects ? holder : BlockerOwner.UNKNOWN,
        locked,
        locked,
        _ -> {});
  }

  private Place condition(Lock lock, Condition condition) {
    return new Place(
        State.PARK,
        known(),
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
        _ -> nobody(),
        Runnable::run,
        held -> {
          lock.lock();
          try {
            condition.await();
          } finally {
            lock.unlock();
          }
          held.run();
        },
        _ -> {
          lock.lock();
          try {
            condition.signalAll();
          } finally {
            lock.unlock();
          }
        });
  }

  private Place semaphore() {
    var semaphore = new Semaphore(0);
    return new Place(
        State.PARK,
        known(),
        "java.util.concurrent.Semaphore$NonfairSync",
        _ -> nobody(),
        Runnable::run,
        held -> {
          semaphore.acquire();
          held.run();
        },
        _ -> semaphore.release());
  }

  private Place parked(Runnable park, BlockerRead read, String className) {
    return new Place(
        State.PARK,
        objects ? read : BlockerRead.NOT_READ,
        className,
        _ -> nobody(),
        Runnable::run,
        held -> {
          park.run();
          held.run();
        },
        LockSupport::unpark);
  }

  private Place sleep() {
    return new Place(
        State.SLEEP,
        BlockerRead.NONE,
        null,
        null,
        Runnable::run,
        held -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException _) {
            held.run();
          }
        },
        Thread::interrupt);
  }

  private BlockerRead known() {
    return objects ? BlockerRead.KNOWN : BlockerRead.NOT_READ;
  }

  private long nobody() {
    return objects ? BlockerOwner.NOBODY : BlockerOwner.UNKNOWN;
  }

  private void compare(String name, Place place, boolean virtual) throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Thread holder =
        (virtual ? Thread.ofVirtual() : Thread.ofPlatform())
            .name("holder")
            .start(
                () ->
                    run(
                        place.hold(),
                        () -> {
                          held.countDown();
                          await(release);
                        }));
    held.await();
    var tid = new AtomicLong();
    Thread blocked =
        Thread.ofPlatform()
            .name("blocked")
            .start(
                () -> {
                  tid.set(Tasks.currentThread(Kernel.running()));
                  run(place.block(), () -> {});
                });
    while (RUNS.contains(blocked.getState())) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    TimeUnit.NANOSECONDS.sleep(5 * THRESHOLD_NANOS);
    long seen = System.nanoTime();
    release.countDown();
    place.release().of(blocked);
    holder.join();
    blocked.join();
    check(name, place, holder.threadId(), tid.get(), seen);
  }

  private static void run(Step step, Runnable held) {
    try {
      step.run(held);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void check(String name, Place place, long holder, long tid, long seen)
      throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < deadline) {
      Stacks.Blocked blocked = stacks.decoded.poll(100, TimeUnit.MILLISECONDS);
      if (blocked == null
          || blocked.tid() != tid
          || blocked.start() + blocked.duration() < seen
          || blocked.state() != place.state().word()) {
        continue;
      }
      compare(name, place, holder, blocked);
      return;
    }
    wrong++;
    System.out.println(name + ": no record");
  }

  private void compare(String name, Place place, long holder, Stacks.Blocked blocked) {
    Stacks.By by = blocked.by();
    boolean moving = by.read() == BlockerRead.MOVING;
    boolean known = by.read() == BlockerRead.KNOWN;
    boolean rightRead = moving || by.read() == place.read();
    boolean unloaded = known && by.className() == null && ++unloads <= MOST_UNLOADS;
    boolean rightClass = !known || unloaded || place.className().equals(by.className());
    boolean rightAddress =
        moving || (by.address() != 0) == (known || place.read() == BlockerRead.NO_CLASS);
    long expected = place.owner() == null ? 0 : place.owner().of(holder);
    boolean refused = objects && by.owner() == BlockerOwner.UNKNOWN;
    boolean rightOwner = place.owner() == null || refused || by.owner() == expected;
    if (moving || unloaded || (place.owner() != null && refused)) {
      unknown++;
    }
    if (!rightRead || !rightClass || !rightAddress || !rightOwner) {
      wrong++;
      System.out.println(name + ": " + by + ", holder " + holder);
    }
  }
}
