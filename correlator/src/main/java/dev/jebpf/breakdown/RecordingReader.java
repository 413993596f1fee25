package dev.jebpf.breakdown;

import dev.jebpf.breakdown.UnreadableRecordingException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// Reads one recording from the first event to the last; see the package for what it looks at.
final class RecordingReader {
  private static final String LOSSES = "jebpf.Losses";
  private static final String OVERHEAD = "jebpf.Overhead";
  private static final byte[] MAGIC = {'F', 'L', 'R', 0};

  /// What identifies a thread: the kernel's id, for it is the kernel's account; a virtual thread
  /// has none and goes by its Java id. (The JVM gives the main thread's kernel thread a second Java
  /// thread, `DestroyJavaVM`, once `main` has returned: one account, which goes by its last name.)
  private record ThreadKey(long javaThreadId, long osThreadId) {
    static ThreadKey of(ThreadAccount thread) {
      return thread.osThreadId() == 0
          ? new ThreadKey(thread.javaThreadId(), 0)
          : new ThreadKey(0, thread.osThreadId());
    }
  }

  private final Path file;
  private final int slowestCalls;
  private final Latest<ThreadKey, ThreadAccount> live = new Latest<>();
  private final Latest<ThreadKey, Boolean> ends = new Latest<>();
  private final List<ThreadAccount> ended = new ArrayList<>();
  private final Latest<String, MethodAccount> methods = new Latest<>();
  private final PriorityQueue<CallAccount> slowest =
      new PriorityQueue<>(Comparator.comparingLong(CallAccount::wallNanos));
  private final List<CallAccount> calls = new ArrayList<>();
  private final Latest<String, ProbeBackend> backends = new Latest<>();

  /// Losses and overhead, by the name of their event.
  private final Latest<String, Map<String, Long>> counters = new Latest<>();

  private boolean empty = true;

  RecordingReader(Path file, int slowestCalls) {
    this.file = file;
    this.slowestCalls = slowestCalls;
  }

  BreakdownReport read() throws IOException {
    requireMagic();
    try (var recording = open()) {
      for (var event = next(recording); event != null; event = next(recording)) {
        accept(event);
      }
    }
    if (empty) {
      throw new UnreadableRecordingException(
          Reason.EMPTY,
          file,
          "the recording has no events of jebpf. Start the service with -javaagent:jebpf.jar, or"
              + " attach to it (jebpf attach PID), and record again",
          null);
    }
    var threads = new ArrayList<>(ended);
    threads.addAll(live.values().values());
    calls.addAll(slowest);
    return new BreakdownReport(
        threads,
        List.copyOf(methods.values().values()),
        calls,
        counters.values().getOrDefault(LOSSES, Map.of()),
        counters.values().getOrDefault(OVERHEAD, Map.of()),
        backends.values());
  }

  private RecordingFile open() throws UnreadableRecordingException {
    try {
      return new RecordingFile(file);
    } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
      throw damaged(e);
    }
  }

  /// The next event, null after the last.
  ///
  /// The JDK's reader trusts what it finds. Damage shows as any [RuntimeException], as the
  /// [InternalError] it has for a type's name that is none, or as an array no memory could hold.
  private @Nullable RecordedEvent next(RecordingFile recording)
      throws UnreadableRecordingException {
    try {
      return recording.hasMoreEvents() ? recording.readEvent() : null;
    } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
      throw damaged(e);
    }
  }

  private UnreadableRecordingException damaged(Throwable cause) {
    return new UnreadableRecordingException(
        Reason.TRUNCATED,
        file,
        "the recording is truncated or damaged ("
            + (cause.getMessage() == null ? cause : cause.getMessage())
            + "). If its JVM is still running, dump it with: jcmd PID JFR.dump. If it was killed,"
            + " put the chunks it left together with: jfr assemble REPOSITORY FILE",
        cause);
  }

  private void requireMagic() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var start = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(start, MAGIC)) {
        throw new UnreadableRecordingException(
            Reason.FOREIGN,
            file,
            start.length == 0
                ? "the file is empty. If its JVM is still running, dump it with: jcmd PID JFR.dump"
                : "not a JFR recording: it doesn't start with FLR",
            null);
      }
    }
  }

  private void accept(RecordedEvent event) throws UnreadableRecordingException {
    var name = event.getEventType().getName();
    if (!name.startsWith("jebpf.")) {
      return;
    }
    empty = false;
    try {
      switch (name) {
        case "jebpf.ThreadBreakdown" -> addThread(event);
        case "jebpf.MethodStatistics" -> {
          var method = Accounts.method(event);
          methods.put(method.method(), event.getStartTime(), method);
        }
        case "jebpf.MethodCall" -> addCall(Accounts.call(event));
        case LOSSES, OVERHEAD -> counters.put(name, event.getStartTime(), Accounts.counters(event));
        case "jebpf.Backend" ->
            backends.put(event.getString("probe"), event.getStartTime(), Accounts.backend(event));
        default -> {}
      }
    } catch (RuntimeException e) { // of a damaged event any field may lead nowhere
      throw new UnreadableRecordingException(
          Reason.INCONSISTENT,
          file,
          "event "
              + name
              + " at "
              + event.getStartTime()
              + " can't be understood: "
              + (e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  private void addThread(RecordedEvent event) {
    var thread = Accounts.thread(event);
    var key = ThreadKey.of(thread);
    var time = event.getStartTime();
    if (thread.ended()) {
      ended.add(thread);
      ends.put(key, time, true);
      live.remove(key, time);
    } else if (time.isAfter(ends.time(key))) {
      live.put(key, time, thread);
    }
  }

  private void addCall(CallAccount call) {
    if (slowestCalls == Integer.MAX_VALUE) {
      calls.add(call);
      return;
    }
    slowest.add(call);
    if (slowest.size() > slowestCalls) {
      slowest.remove();
    }
  }
}
