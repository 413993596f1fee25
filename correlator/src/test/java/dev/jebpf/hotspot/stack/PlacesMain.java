package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Blocks threads in all [BlockedPlaces], many times, and compares each decoded stack with what
/// `Thread.getStackTrace` says. Prints a line for each place.
///
/// Arguments: how many times a place is compared.
@SuppressWarnings("try")
public final class PlacesMain {
  private static final long THRESHOLD_NANOS = 2_000_000;

  private PlacesMain() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("places");
    int wrong = 0;
    int missing = 0;
    try (var stacks = new Stacks(Duration.ofNanos(THRESHOLD_NANOS))) {
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

  /// A thread that rested in a place, from before the one moment until after the other.
  ///
  /// @param tid the kernel's id
  private record Resting(long tid, long seen, long released) {
    /// Before and after, on a busy machine, it may wait for a CPU or a page.
    boolean has(Stacks.Blocked blocked) {
      return blocked.tid() == tid
          && blocked.start() <= released
          && blocked.start() + blocked.duration() >= seen;
    }
  }

  private static Result compare(Stacks stacks, BlockedPlaces.Place place, int times)
      throws Exception {
    var result = new Result();
    for (int i = 0; i < times; i++) {
      var tid = new AtomicLong();
      Thread thread =
          Thread.ofPlatform()
              .name("place")
              .start(
                  () -> {
                    tid.set(Tasks.currentThread(Kernel.running()));
                    try {
                      place.body().call();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  });
      StackTraceElement[] expected = settled(thread);
      long seen = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(2 * THRESHOLD_NANOS);
      List<String> kernel = kernelStack(tid.get());
      var resting = new Resting(tid.get(), seen, System.nanoTime());
      place.release().of(thread);
      thread.join();
      check(result, stacks, resting, Stacks.lines(expected), kernel);
    }
    return result;
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

  /// The stack trace of a thread that has come to rest.
  static StackTraceElement[] settled(Thread thread) throws InterruptedException {
    StackTraceElement[] before = thread.getStackTrace();
    int same = 0;
    while (same < 5) {
      TimeUnit.MILLISECONDS.sleep(1);
      StackTraceElement[] now = thread.getStackTrace();
      same = now.length > 2 && Arrays.equals(before, now) ? same + 1 : 0;
      before = now;
    }
    return before;
  }

  private static void check(
      Result result, Stacks stacks, Resting resting, List<String> expected, List<String> kernel)
      throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < deadline) {
      Stacks.Blocked blocked = stacks.decoded.poll(100, TimeUnit.MILLISECONDS);
      if (blocked == null || !resting.has(blocked)) {
        continue;
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
      return;
    }
    result.missing++;
    result.problems.add("no record");
  }
}
