package dev.jebpf.hotspot.stack;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A thread that rests in one of the [BlockedPlaces] until it is let go.
final class PlaceThread {
  /// Least duration of what is recorded.
  static final Duration THRESHOLD = Duration.ofMillis(2);

  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private final BlockedPlaces.Place place;
  private final AtomicLong tid = new AtomicLong();
  private final Thread thread;

  private PlaceThread(BlockedPlaces.Place place) {
    this.place = place;
    thread = Thread.ofPlatform().name("place").start(this::rest);
  }

  private void rest() {
    tid.set(Tasks.currentThread(Kernel.running()));
    try {
      place.body().call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Starts one.
  static PlaceThread enter(BlockedPlaces.Place place) {
    return new PlaceThread(place);
  }

  /// The kernel's id.
  long tid() {
    return tid.get();
  }

  /// Its stack trace once it has come to rest.
  List<String> settled() throws InterruptedException {
    StackTraceElement[] before = thread.getStackTrace();
    int same = 0;
    while (same < 5) {
      TimeUnit.MILLISECONDS.sleep(1);
      StackTraceElement[] now = thread.getStackTrace();
      same = now.length > 2 && Arrays.equals(before, now) ? same + 1 : 0;
      before = now;
    }
    return Stacks.lines(before);
  }

  /// How often it has been switched out so far: unchanged, it has not run.
  long switches() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/task/" + tid() + "/status")).stream()
        .filter(line -> line.contains("ctxt_switches:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }

  /// Waits until its rest is long enough to be recorded.
  void restOn() throws InterruptedException {
    Thread.sleep(THRESHOLD.multipliedBy(2));
  }

  /// Ends its rest, without waiting for it.
  void release() throws Exception {
    place.release().of(thread);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /// What was recorded of its rest.
  ///
  /// @param since a moment at which it rested
  /// @return null when nothing was
  Stacks.@Nullable Blocked record(Stacks stacks, long since) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      Stacks.Blocked blocked = stacks.decoded.poll(100, TimeUnit.MILLISECONDS);
      if (blocked != null
          && blocked.tid() == tid()
          && blocked.start() + blocked.duration() >= since
          && rests(blocked.state())) {
        return blocked;
      }
    }
    return null;
  }

  /// On a busy machine a thread waits for a CPU or a page, too; another unwinder stops it.
  private static boolean rests(int state) {
    return state > State.THROTTLED.word()
        && state != State.FAULT.word()
        && state != State.STOPPED.word();
  }
}
