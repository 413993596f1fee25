package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Gives up monitors that another thread waits for, in [MonitorPlaces], and compares the stack of
/// who gave up, as it was decoded, with the one that it noted itself right before.
///
/// Arguments: how many times a place is compared, how often it is run before, for the compiler;
/// `platform` or `virtual`, which is the kind of the threads that give up.
@SuppressWarnings("try")
public final class MonitorsMain {
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  private static final String PACKAGE = MonitorsMain.class.getPackageName() + ".";

  private final Stacks stacks;
  private final Map<String, Integer> right = new TreeMap<>();
  private int wrong;
  private int missing;

  private MonitorsMain(Stacks stacks) {
    this.stacks = stacks;
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    warmUp(Integer.parseInt(arguments[1]));
    MonitorsMain run;
    try (var stacks = new Stacks(PlaceThread.THRESHOLD)) {
      run = new MonitorsMain(stacks);
      for (MonitorPlaces.Place place : MonitorPlaces.all()) {
        for (int i = 0; i < times; i++) {
          run.compare(place, i % 5, arguments[2].equals("virtual"));
        }
      }
    }
    System.out.println("right %s wrong %d missing %d".formatted(run.right, run.wrong, run.missing));
    Runtime.getRuntime().halt(run.wrong == 0 ? 0 : 1);
  }

  /// With several classes, so that the compiled code is not bound to one of them.
  private static void warmUp(int times) {
    var monitor = new MonitorPlaces.Monitor();
    List<Runnable> nothing = List.of(() -> {}, Thread::onSpinWait, monitor::hashCode);
    for (MonitorPlaces.Place place : MonitorPlaces.all()) {
      for (int i = 0; i < times; i++) {
        place.body().hold(monitor, nothing.get(i % nothing.size()));
      }
    }
  }

  /// Waits, with the monitor, until another thread has waited for it for long enough.
  private static final class Handover implements Runnable {
    final MonitorPlaces.Monitor monitor = new MonitorPlaces.Monitor();
    private volatile long tid;
    private List<String> noted = List.of();
    private final Thread contender = Thread.ofPlatform().unstarted(this::contend);

    private void contend() {
      tid = Tasks.currentThread(Kernel.running());
      synchronized (monitor) {
        noted = List.copyOf(noted);
      }
    }

    /// Without giving up the CPU: a virtual thread would go to the heap.
    @Override
    public void run() {
      contender.start();
      while (contender.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      long end = System.nanoTime() + PlaceThread.THRESHOLD.multipliedBy(3).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      noted = Stacks.lines(Thread.currentThread().getStackTrace());
    }
  }

  private void compare(MonitorPlaces.Place place, int depth, boolean virtual) throws Exception {
    var handover = new Handover();
    var thread = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    thread.start(() -> descend(place, handover, depth)).join();
    handover.contender.join();
    Stacks.Waker waker = waker(handover);
    if (waker == null) {
      missing(place, "no stack of the waker");
    } else {
      compare(place, waker.stack(), handover.noted);
    }
  }

  private static void descend(MonitorPlaces.Place place, Handover handover, int depth) {
    if (depth == 0) {
      place.body().hold(handover.monitor, handover);
    } else {
      descend(place, handover, depth - 1);
    }
  }

  private Stacks.Waker waker(Handover handover) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    var blocked = new ArrayList<Stacks.Blocked>();
    var wakers = new ArrayList<Stacks.Waker>();
    while (System.nanoTime() < deadline) {
      stacks.decoded.drainTo(blocked);
      stacks.wakers.drainTo(wakers);
      for (Stacks.Blocked one : blocked) {
        for (Stacks.Waker waker : wakers) {
          if (one.state() == State.LOCK.word()
              && one.tid() == handover.tid
              && one.waker() == waker.tid()
              && one.wokenBy() == waker.start()) {
            return waker;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return null;
  }

  private void compare(MonitorPlaces.Place place, DecodedStack stack, List<String> noted)
      throws IOException {
    if (stack.frames().isEmpty()) {
      missing(place, stack.outcome() + " " + stack.detail());
      return;
    }
    JavaFrame innermost = stack.frames().getFirst();
    boolean known = stack.outcome() == Outcome.COMPLETE;
    String method = known ? place.holder() : place.root();
    List<String> lines = Stacks.lines(stack);
    boolean equal =
        innermost.method().name().equals(method)
            && (known
                ? MonitorPlaces.exits(place.holder()).contains(innermost.line())
                : innermost.line() < 0)
            && lines.subList(1, lines.size()).equals(below(noted, method));
    if (equal) {
      right.merge(stack.outcome() + " " + innermost.type(), 1, Integer::sum);
    } else {
      wrong++;
      System.out.println(place.root() + ": " + stack.outcome() + lines + " instead of " + noted);
    }
  }

  /// What called a method.
  private static List<String> below(List<String> lines, String method) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(PACKAGE + "Monitor") && line.contains("." + method + ":")) {
        return lines.subList(i + 1, lines.size());
      }
    }
    return List.of();
  }

  private void missing(MonitorPlaces.Place place, String problem) {
    missing++;
    System.out.println(place.root() + ": " + problem);
  }
}
