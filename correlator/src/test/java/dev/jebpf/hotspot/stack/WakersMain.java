package dev.jebpf.hotspot.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Wakes threads that are blocked in [BlockedPlaces], and compares the waker's stack, as it was
/// decoded, with the one that it noted itself right before. Prints a line for each place.
///
/// Arguments: how many times a place is compared.
@SuppressWarnings("try")
public final class WakersMain {
  private static final String WAKE = WakersMain.class.getName() + ".wake:";

  /// Where another thread than the one that releases wakes, or the network's interrupt does.
  private static final Set<String> BY_OTHERS =
      Set.of(
          "contended monitor", "contended lock", "Object.wait", "socket", "socket with a timeout");

  private final Stacks stacks;
  private int equal;
  private int wrong;
  private int missing;

  private WakersMain(Stacks stacks) {
    this.stacks = stacks;
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("wakers");
    WakersMain run;
    try (var stacks = new Stacks(PlaceThread.THRESHOLD)) {
      run = new WakersMain(stacks);
      for (var place : BlockedPlaces.all(directory).entrySet()) {
        if (!BY_OTHERS.contains(place.getKey())) {
          for (int i = 0; i < times; i++) {
            run.compare(place.getKey(), place.getValue(), i % 7);
          }
        }
      }
    }
    System.out.println("equal %d wrong %d missing %d".formatted(run.equal, run.wrong, run.missing));
    Runtime.getRuntime().halt(run.wrong == 0 ? 0 : 1);
  }

  private void compare(String name, BlockedPlaces.Place place, int depth) throws Exception {
    PlaceThread thread = PlaceThread.enter(place);
    thread.settled();
    thread.restOn();
    long seen = System.nanoTime();
    List<String> noted = descend(thread, depth);
    thread.join();
    Stacks.Blocked blocked = thread.record(stacks, seen);
    if (blocked == null) {
      missing(name + ": no record");
    } else {
      compare(name, waker(blocked), below(noted));
    }
  }

  private static List<String> descend(PlaceThread blocked, int depth) throws Exception {
    return depth == 0 ? wake(blocked) : descend(blocked, depth - 1);
  }

  private static List<String> wake(PlaceThread blocked) throws Exception {
    List<String> lines = Stacks.lines(Thread.currentThread().getStackTrace());
    blocked.release();
    return lines;
  }

  /// What called the method that wakes; null when it is not on the stack.
  private static List<String> below(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(WAKE)) {
        return new ArrayList<>(lines.subList(i + 1, lines.size()));
      }
    }
    return null;
  }

  private Stacks.Waker waker(Stacks.Blocked blocked) throws InterruptedException {
    long deadline = System.nanoTime() + 1_000_000_000L;
    while (blocked.wokenBy() != 0 && System.nanoTime() < deadline) {
      Stacks.Waker waker = stacks.wakers.poll(100, TimeUnit.MILLISECONDS);
      if (waker != null && waker.tid() == blocked.waker() && waker.start() == blocked.wokenBy()) {
        return waker;
      }
    }
    return null;
  }

  private void compare(String name, Stacks.Waker waker, List<String> expected) {
    if (waker == null) {
      missing(name + ": no stack of the waker");
    } else if (waker.stack().outcome() != Outcome.COMPLETE) {
      missing(name + ": " + waker.stack().outcome() + " " + waker.stack().detail());
    } else if (expected.equals(below(Stacks.lines(waker.stack())))) {
      equal++;
    } else {
      wrong++;
      System.out.println(name + ": " + Stacks.lines(waker.stack()) + " instead of " + expected);
    }
  }

  private void missing(String problem) {
    missing++;
    System.out.println(problem);
  }
}
