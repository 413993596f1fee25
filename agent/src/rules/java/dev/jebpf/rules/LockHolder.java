package dev.jebpf.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.openjdk.jmc.common.item.IItemCollection;

/// Who held the lock that calls of a method waited for.
///
/// The JVM's own `jdk.JavaMonitorEnter` has the monitor's class and the thread that held it, where
/// it was recorded. Otherwise the thread that woke a call which waited for a lock most of its time
/// is the one that released it.
final class LockHolder {
  private static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";

  private LockHolder() {}

  /// Text such as `com.acme.Cache held by worker-3 (80 %)`; empty when it is not known.
  static String of(String method, IItemCollection items) {
    List<Recorded> calls = new ArrayList<>();
    for (Recorded call : Recorded.of(items, Names.METHOD_CALL)) {
      if (call.text("method").equals(method) && call.nanos("lock") > 0) {
        calls.add(call);
      }
    }
    String monitor = most(monitors(calls, items));
    return monitor.isEmpty() ? most(wakers(calls)) : monitor;
  }

  private static Map<String, Long> monitors(List<Recorded> calls, IItemCollection items) {
    Map<Long, NavigableMap<Long, Recorded>> callsOfThread = new HashMap<>();
    for (Recorded call : calls) {
      callsOfThread
          .computeIfAbsent(call.threadId(), thread -> new TreeMap<>())
          .put(end(call) - call.nanos("wall"), call);
    }
    Map<String, Long> nanos = new HashMap<>();
    for (Recorded enter : Recorded.of(items, MONITOR_ENTER)) {
      if (within(enter, callsOfThread.getOrDefault(enter.threadId(), new TreeMap<>()))) {
        String owner = enter.text("previousOwner");
        String held = enter.text("monitorClass") + (owner.isEmpty() ? "" : " held by " + owner);
        nanos.merge(held, enter.duration(), Long::sum);
      }
    }
    return nanos;
  }

  /// By its middle: the clocks of the two events may differ by some microseconds.
  private static boolean within(Recorded enter, NavigableMap<Long, Recorded> callsByStart) {
    long middle = enter.start() + enter.duration() / 2;
    Map.Entry<Long, Recorded> call = callsByStart.floorEntry(middle);
    return call != null && middle <= end(call.getValue());
  }

  /// By the event of a call that was recorded before the agent had JFR's clock, it begins when it
  /// ended and has no duration; its wall time is right.
  private static long end(Recorded call) {
    return call.start() + call.duration();
  }

  private static Map<String, Long> wakers(List<Recorded> calls) {
    Map<String, Long> nanos = new HashMap<>();
    for (Recorded call : calls) {
      if (call.nanos("lock") > call.nanos("wall") / 2 && !call.text("waker").isEmpty()) {
        nanos.merge("released last by " + call.text("waker"), call.nanos("lock"), Long::sum);
      }
    }
    return nanos;
  }

  private static String most(Map<String, Long> nanos) {
    long all = nanos.values().stream().mapToLong(Long::longValue).sum();
    return nanos.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                most.getKey()
                    + " ("
                    + Amounts.percentText(Amounts.share(most.getValue(), all))
                    + " of the waiting)")
        .orElse("");
  }
}
