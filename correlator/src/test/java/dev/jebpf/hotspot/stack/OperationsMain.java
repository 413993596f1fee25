package dev.jebpf.hotspot.stack;

import dev.jebpf.event.EventRequest;
import dev.jebpf.probes.RecordKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/// Does operations in all [OperationPlaces], many times, on platform threads and on virtual ones,
/// and compares the decoded stack of each with what the thread noted of itself. Prints a line for
/// each place.
///
/// Arguments: how many times a place is compared; kernel events that an fsync makes.
public final class OperationsMain {
  private static final int MOST_ATTEMPTS = 5;

  /// What a thread says of an operation that it has done.
  private record Done(long javaThread, List<String> noted) {}

  private final OperationsUnderWatch watch;
  private final EnumMap<FrameType, Integer> types = new EnumMap<>(FrameType.class);
  private int equal;
  private int wrong;
  private int missing;

  private OperationsMain(OperationsUnderWatch watch) {
    this.watch = watch;
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    List<EventRequest> events = new ArrayList<>();
    for (String event : Arrays.asList(arguments).subList(1, arguments.length)) {
      events.add(EventRequest.parse(event));
    }
    Path file = Files.createTempFile("operations", "");
    OperationsMain run;
    try (var watch = new OperationsUnderWatch(Duration.ZERO, events)) {
      run = new OperationsMain(watch);
      Map<String, OperationPlaces.Place> places = OperationPlaces.all(file);
      if (!events.isEmpty()) {
        OperationPlaces.Place sync = places.get("fsync");
        places.clear();
        places.put(
            "event", new OperationPlaces.Place(RecordKind.KERNEL_EVENT, sync.top(), sync.body()));
        System.out.println(watch.probes.events().missing());
      }
      places.forEach((name, place) -> run.compare(name, place, times));
    }
    System.out.println("types " + run.types);
    System.out.println("equal %d wrong %d missing %d".formatted(run.equal, run.wrong, run.missing));
    Runtime.getRuntime().halt(run.wrong + run.missing == 0 ? 0 : 1);
  }

  private void compare(String name, OperationPlaces.Place place, int times) {
    for (int i = 0; i < times; i++) {
      compare(name + " of a platform thread", place, Thread.ofPlatform());
      compare(name + " of a virtual thread", place, Thread.ofVirtual());
    }
  }

  /// Does it again when the stack came too late to be decoded, as on a machine that is busy.
  private void compare(String name, OperationPlaces.Place place, Thread.Builder thread) {
    for (int attempt = 1; !settled(name, place, thread, attempt == MOST_ATTEMPTS); attempt++) {
      System.out.println(name + ": again");
    }
  }

  private static boolean inTime(DecodedStack stack) {
    return stack.outcome() != Outcome.LATE && stack.outcome() != Outcome.CLASSES_UNLOADED;
  }

  /// @return whether it counts
  private boolean settled(
      String name, OperationPlaces.Place place, Thread.Builder thread, boolean last) {
    watch.poll();
    Done done = by(thread, place);
    List<String> problems = new ArrayList<>();
    for (OperationsUnderWatch.Seen operation : watch.poll()) {
      if (operation.kind() == place.kind() && operation.javaThread() == done.javaThread()) {
        DecodedStack stack = watch.stack(operation);
        List<String> lines = Stacks.lines(stack);
        if (matches(lines, place.top(), known(stack, done.noted()))) {
          equal++;
          stack.frames().forEach(frame -> types.merge(frame.type(), 1, Integer::sum));
          return true;
        }
        if (!inTime(stack) && !last) {
          return false;
        }
        problems.add(stack.outcome() + " " + stack.detail() + " " + lines);
      }
    }
    if (problems.isEmpty()) {
      missing++;
    } else {
      wrong++;
    }
    System.out.println(name + ": " + problems + " instead of " + done.noted());
    return true;
  }

  /// What the thread has noted, but for what of a virtual thread is still in the heap.
  private static List<String> known(DecodedStack stack, List<String> noted) {
    List<String> lines = Stacks.lines(stack);
    int known =
        stack.outcome() == Outcome.REST_IN_HEAP ? noted.indexOf(lines.getLast()) + 1 : noted.size();
    return noted.subList(0, known);
  }

  private static boolean matches(List<String> lines, String top, List<String> noted) {
    return !noted.isEmpty()
        && lines.size() > noted.size()
        && lines.getFirst().startsWith(top)
        && lines.subList(lines.size() - noted.size(), lines.size()).equals(noted);
  }

  private static Done by(Thread.Builder thread, OperationPlaces.Place place) {
    var task =
        new FutureTask<>(() -> new Done(Thread.currentThread().threadId(), place.body().call()));
    try {
      thread.start(task).join();
      return task.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
