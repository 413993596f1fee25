package dev.jebpf.hotspot.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Blocks threads in all [BlockedPlaces], many times, and compares each decoded stack with what
/// `Thread.getStackTrace` says. Prints a line for each place.
///
/// Arguments: how many times a place is compared.
@SuppressWarnings("try")
public final class PlacesMain {
  private static final int MOST_VISITS = 5;

  private PlacesMain() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("places");
    int wrong = 0;
    int missing = 0;
    try (var stacks = new Stacks(PlaceThread.THRESHOLD)) {
      for (var place : BlockedPlaces.all(directory).entrySet()) {
        Result result = compare(stacks, place.getValue(), times);
        System.out.println(
            "%-22s equal %d wrong %d missing %d types %s"
                .formatted(
                    place.getKey(), result.equal, result.wrong, result.missing, result.types));
        result.problems.stream().limit(3).forEach(System.out::println);
        wrong += result.wrong;
        missing += result.missing;
      }
    }
    System.out.println("wrong " + wrong + " missing " + missing);
    Runtime.getRuntime().halt(wrong == 0 && missing == 0 ? 0 : 1);
  }

  private static final class Result {
    int equal;
    int wrong;
    int missing;
    final List<String> problems = new ArrayList<>();
    final EnumMap<FrameType, Integer> types = new EnumMap<>(FrameType.class);
  }

  private static Result compare(Stacks stacks, BlockedPlaces.Place place, int times)
      throws Exception {
    var result = new Result();
    for (int i = 0; i < times; i++) {
      visit(result, stacks, place);
    }
    return result;
  }

  /// Visits a place again when the thread ran while it was watched, as one that waits for a monitor
  /// does at intervals, or when nothing was copied: some switches are seen by no program. What was
  /// copied and refused counts.
  private static void visit(Result result, Stacks stacks, BlockedPlaces.Place place)
      throws Exception {
    for (int visit = 1; ; visit++) {
      PlaceThread thread = PlaceThread.enter(place);
      List<String> expected = thread.settled();
      long switches = thread.switches();
      long seen = System.nanoTime();
      thread.restOn();
      List<String> kernel = kernelStack(thread.tid());
      boolean rested = thread.switches() == switches;
      thread.release();
      thread.join();
      Stacks.Blocked blocked = thread.record(stacks, seen);
      if ((rested && hasStack(blocked)) || refused(blocked) || visit == MOST_VISITS) {
        check(result, blocked, expected, kernel);
        return;
      }
    }
  }

  private static boolean refused(Stacks.@Nullable Blocked blocked) {
    return blocked != null
        && blocked.stack().outcome() != Outcome.ABSENT
        && blocked.stack().outcome() != Outcome.COMPLETE;
  }

  private static boolean hasStack(Stacks.@Nullable Blocked blocked) {
    return blocked != null && blocked.stack().outcome() != Outcome.ABSENT;
  }

  /// What the kernel says of the same thread at the same time, without its scheduler's functions.
  private static List<String> kernelStack(long tid) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/task/" + tid + "/stack")).stream()
        .map(line -> line.replaceAll("^\\[<0>] ", "").replaceAll("\\+0x\\S+", ""))
        .toList();
  }

  private static boolean endsWith(List<String> stack, List<String> end) {
    return stack.size() >= end.size()
        && stack.subList(stack.size() - end.size(), stack.size()).equals(end);
  }

  private static void check(
      Result result, Stacks.@Nullable Blocked blocked, List<String> expected, List<String> kernel) {
    if (blocked == null) {
      result.missing++;
      result.problems.add("no record");
      return;
    }
    blocked.stack().frames().forEach(frame -> result.types.merge(frame.type(), 1, Integer::sum));
    List<String> lines = Stacks.lines(blocked.stack());
    if (blocked.stack().outcome() != Outcome.COMPLETE) {
      result.missing++;
      result.problems.add(blocked.stack().outcome() + ": " + blocked.stack().detail());
    } else if (!lines.equals(expected)) {
      result.wrong++;
      result.problems.add("expected\n" + expected + "\nbut\n" + lines);
    } else if (kernel.isEmpty() || !endsWith(blocked.kernelStack(), kernel)) {
      result.wrong++;
      result.problems.add("kernel expected " + kernel + " but " + blocked.kernelStack());
    } else if (blocked.nativeStack().outcome() != Stacks.NATIVE_FRAMES) {
      result.wrong++;
      result.problems.add("native frames: " + blocked.nativeStack());
    } else {
      result.equal++;
    }
  }
}
