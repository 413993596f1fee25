package dev.jebpf.analysis;

import dev.jebpf.jfr.CallCounts;
import dev.jebpf.jfr.CallLinks;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.FileOperation;
import dev.jebpf.jfr.FileSyncEvent;
import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.jfr.LiveOutput;
import dev.jebpf.jfr.MethodCallEvent;
import dev.jebpf.jfr.MethodStatisticsEvent;
import dev.jebpf.jfr.TcpOperation;
import dev.jebpf.jfr.TcpReceiveEvent;
import dev.jebpf.jfr.ThreadBreakdownEvent;
import dev.jebpf.jfr.ThreadDescription;
import dev.jebpf.jfr.VirtualTimes;
import dev.jebpf.probes.State;
import java.util.Map;

/// Commits events of jebpf with times in milliseconds.
final class Sample {
  private static final long MILLI = 1_000_000;
  private static final long NOW = System.nanoTime();

  private Sample() {}

  /// The account of a Java thread.
  static void thread(String name, long osThreadId, long wall, Map<State, Long> states) {
    thread(name, osThreadId, "java", false, wall, states);
  }

  static void thread(
      String name, long os, String kind, boolean ended, long wall, Map<State, Long> states) {
    ThreadBreakdownEvent.commit(
        new ThreadDescription(null, name, os + 1000, os, false, kind, ended, 1, 1, null),
        wall * MILLI,
        words(states));
  }

  static void method(String name, long calls, long wall, Map<State, Long> states) {
    MethodStatisticsEvent.commit(
        name, new CallCounts(calls, 0, 1, 1, 1), wall * MILLI, words(states), VirtualTimes.NONE);
  }

  static void call(EventClock clock, String method, String waker, long wall, long lock) {
    MethodCallEvent.commit(
        clock,
        method,
        null,
        NOW,
        wall * MILLI,
        words(Map.of(State.LOCK, lock)),
        VirtualTimes.NONE,
        new CallLinks(1, 0, 0, 1),
        waker);
  }

  static void sync(EventClock clock, String method, String path, long millis) {
    FileSyncEvent.commit(
        new LiveOutput(clock),
        origin(method),
        new FileOperation(path, 3, 4, "fsync", 0, NOW, millis * MILLI, 0, null, null));
  }

  static void receive(EventClock clock, String method, String address, long millis) {
    TcpReceiveEvent.commit(
        new LiveOutput(clock),
        origin(method),
        new TcpOperation(
            "127.0.0.1", 4711, address, 443, "read", 10, NOW, millis * MILLI, 10, null, null));
  }

  private static KernelOrigin origin(String method) {
    return new KernelOrigin(null, "worker", 30, 31, false, method, 7, null);
  }

  private static long[] words(Map<State, Long> states) {
    var words = new long[State.CALL_WORDS];
    states.forEach((state, millis) -> words[state.word()] = millis * MILLI);
    return words;
  }
}
