package dev.jebpf.cli.report;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.MethodAccount;
import dev.jebpf.breakdown.ProbeBackend;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.breakdown.VirtualAccount;
import dev.jebpf.probes.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small report with a thread, a virtual thread and a VM thread.
final class Sample {
  private static final long MS = 1_000_000;

  private Sample() {}

  static BreakdownReport report() {
    var worker =
        times(
            Map.of(
                State.CPU,
                2500 * MS,
                State.DISK,
                3100 * MS,
                State.LOCK,
                1400 * MS,
                State.NETWORK,
                2000 * MS,
                State.PARK,
                1000 * MS,
                State.RUNQUEUE_WOKEN,
                1 * MS));
    var waiting = times(Map.of(State.PARK, 10_000 * MS, State.CPU, 1 * MS));
    var virtual = times(Map.of(State.CPU, 5 * MS, State.PARK, 45 * MS));
    var call =
        times(Map.of(State.CPU, 4 * MS, State.DISK, 30 * MS, State.LOCK, 6 * MS, State.FAULT, 7L));
    var inner = times(Map.of(State.DISK, 30 * MS, State.CPU, 1 * MS));
    var losses = new LinkedHashMap<String, Long>();
    losses.put("ringDrops", 0L);
    losses.put("slotsExhausted", 3L);
    var backends = new LinkedHashMap<String, ProbeBackend>();
    backends.put("tcp.retransmit", new ProbeBackend(null, "no tracepoint tcp_retransmit_skb"));
    backends.put("sched.switch", new ProbeBackend("tp_btf:sched_switch", null));
    return new BreakdownReport(
        List.of(
            thread("GC Thread#0", 0, 100, false, waiting),
            thread("pool-1-thread-7", 31, 131, false, worker),
            thread("", 77, 0, true, virtual)),
        List.of(
            new MethodAccount(
                "dev.jebpf.samples.orders.OrderStore.insert",
                12_345,
                2,
                worker.total(),
                800_000,
                12 * MS,
                40 * MS,
                worker,
                new VirtualAccount(900 * MS, 0, 0, 0, 150 * MS, 12, 0))),
        List.of(
            call("dev.jebpf.samples.orders.OrderStore.insert", 2, 1, inner, null),
            call("dev.jebpf.samples.orders.OrderApi.place", 1, 0, call, "java.io.IOException")),
        losses,
        Map.of(),
        backends);
  }

  private static ThreadAccount thread(
      String name, long javaThreadId, long osThreadId, boolean virtual, StateTimes times) {
    return new ThreadAccount(name, javaThreadId, osThreadId, virtual, false, times.total(), times);
  }

  private static CallAccount call(
      String method, long spanId, long parent, StateTimes times, String thrown) {
    return new CallAccount(
        method,
        thrown,
        Instant.parse("2026-11-20T12:00:00.25Z"),
        "pool-1-thread-7",
        31,
        131,
        false,
        spanId,
        parent,
        List.of(method + ":40", "com.sun.net.httpserver.Filter.doFilter:98"),
        times.total(),
        times,
        VirtualAccount.NONE);
  }

  private static StateTimes times(Map<State, Long> nanos) {
    return new StateTimes(nanos);
  }
}
