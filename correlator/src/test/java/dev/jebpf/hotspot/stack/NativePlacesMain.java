package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.unwind.NativeFrame;
import dev.jebpf.unwind.NativeOutcome;
import dev.jebpf.unwind.NativeStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Blocks threads in [BlockedPlaces] and prints the native frames of each, a line:
/// `PLACE | OUTCOME | the frames`, and whether another unwinder, if its command is given, finds the
/// same return addresses in the thread while it is blocked.
///
/// Arguments: how many times a place is visited, the path of `eu-stack` if any.
@SuppressWarnings("try")
public final class NativePlacesMain {
  private static final long THRESHOLD_NANOS = 2_000_000;
  private static final Pattern FRAME = Pattern.compile("(?m)^#\\d+ +0x([0-9a-f]+)");

  private static int same;
  private static int other;

  private NativePlacesMain() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("places");
    try (var stacks = new Stacks(Duration.ofNanos(THRESHOLD_NANOS))) {
      for (var place : BlockedPlaces.all(directory).entrySet()) {
        for (int i = 0; i < times; i++) {
          visit(stacks, place.getKey(), place.getValue(), arguments);
        }
      }
    }
    System.out.println("same " + same + " other " + other);
    Runtime.getRuntime().halt(0);
  }

  private static void visit(
      Stacks stacks, String name, BlockedPlaces.Place place, String[] arguments) throws Exception {
    var tid = new AtomicLong();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  tid.set(Tasks.currentThread(Kernel.running()));
                  try {
                    place.body().call();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
    PlacesMain.settled(thread);
    List<Long> expected = arguments.length > 1 ? addresses(arguments[1], tid.get()) : List.of();
    TimeUnit.NANOSECONDS.sleep(2 * THRESHOLD_NANOS);
    long released = System.nanoTime();
    place.release().of(thread);
    thread.join();
    NativeStack stack = stack(stacks, tid.get(), released);
    System.out.println(name + " | " + stack.outcome() + stack.detail() + " | " + stack.frames());
    if (!expected.isEmpty()) {
      compare(name, expected, stack);
    }
  }

  /// The other goes on into Java frames, which it does not understand.
  private static void compare(String name, List<Long> expected, NativeStack stack) {
    List<Long> ours = stack.frames().stream().map(NativeFrame::address).toList();
    if (expected.size() >= ours.size()
        && !ours.isEmpty()
        && expected.subList(0, ours.size()).equals(ours)) {
      same++;
    } else {
      other++;
      System.out.println(name + ": " + hex(expected) + " instead of " + hex(ours));
    }
  }

  private static List<String> hex(List<Long> addresses) {
    return addresses.stream().map(Long::toHexString).toList();
  }

  /// That of the block that was released; those before it may have ended by the way, such as by the
  /// signal with which another unwinder stops the thread.
  private static NativeStack stack(Stacks stacks, long tid, long released)
      throws InterruptedException {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < deadline) {
      Stacks.Blocked blocked = stacks.decoded.poll(50, TimeUnit.MILLISECONDS);
      if (blocked != null
          && blocked.tid() == tid
          && blocked.start() <= released
          && blocked.start() + blocked.duration() >= released) {
        return blocked.nativeStack();
      }
    }
    return NativeStack.refused(NativeOutcome.ABSENT, "no record");
  }

  private static List<Long> addresses(String command, long tid)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command, "-1", "-p", Long.toString(tid))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return FRAME
        .matcher(output)
        .results()
        .map((MatchResult match) -> Long.parseUnsignedLong(match.group(1), 16))
        .toList();
  }
}
