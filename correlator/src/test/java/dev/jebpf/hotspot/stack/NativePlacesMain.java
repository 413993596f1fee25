package dev.jebpf.hotspot.stack;

import dev.jebpf.unwind.NativeFrame;
import dev.jebpf.unwind.NativeOutcome;
import dev.jebpf.unwind.NativeStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Blocks threads in [BlockedPlaces] and prints the native frames of each, a line:
/// `PLACE | OUTCOME | the frames`, and whether another unwinder, if its command is given, finds the
/// same return addresses in the thread while it is blocked.
///
/// Arguments: how many times a place is visited, the path of `eu-stack` if any.
@SuppressWarnings("try")
public final class NativePlacesMain {
  private static final Pattern FRAME = Pattern.compile("(?m)^#\\d+ +0x([0-9a-f]+)");

  private static int same;
  private static int other;

  private NativePlacesMain() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("places");
    try (var stacks = new Stacks(PlaceThread.THRESHOLD)) {
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
    PlaceThread thread = PlaceThread.enter(place);
    thread.settled();
    List<Long> expected = arguments.length > 1 ? addresses(arguments[1], thread.tid()) : List.of();
    thread.restOn();
    long seen = System.nanoTime();
    thread.release();
    thread.join();
    Stacks.Blocked blocked = thread.record(stacks, seen);
    NativeStack stack =
        blocked == null
            ? NativeStack.refused(NativeOutcome.ABSENT, ": no record")
            : blocked.nativeStack();
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
