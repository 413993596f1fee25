package dev.jebpf.oracle;

import static dev.jebpf.probes.State.CARRIER;
import static dev.jebpf.probes.State.CPU;
import static dev.jebpf.probes.State.LOCK;
import static dev.jebpf.probes.State.NETWORK;
import static dev.jebpf.probes.State.PARK;
import static dev.jebpf.probes.State.PIPE;
import static dev.jebpf.probes.State.POLL;
import static dev.jebpf.probes.State.SLEEP;
import static dev.jebpf.probes.State.WAIT;

import dev.jebpf.probes.State;
import java.util.List;
import java.util.Set;

/// What a virtual thread does: the states its work belongs to, together, and the further fields of
/// the event that must have as much.
enum VirtualCase {
  BUSY_LOOP(new VirtualCases.Busy(), Set.of(CPU)),
  PARK_NANOS(new WaitCases.Park(), Set.of(PARK), "parked"),
  THREAD_SLEEP(new WaitCases.Sleep(), Set.of(SLEEP), "parked"),
  SHORT_SLEEPS_ON_ALL_CARRIERS(new VirtualCases.Hops(), Set.of(SLEEP, CARRIER)),
  OBJECT_WAIT(new WaitCases.ObjectWait(), Set.of(WAIT), "parked"),
  CONTENDED_SYNCHRONIZED(new WaitCases.Monitor(), Set.of(LOCK), "parked"),
  CONTENDED_REENTRANT_LOCK(new WaitCases.Reentrant(), Set.of(PARK), "parked", "parkedLock"),
  JOIN(
      new VirtualCases.Join(),
      Set.of(VirtualCases.Join.PARKS ? PARK : WAIT),
      "parked",
      VirtualCases.Join.PARKS ? "parkedJoin" : "parked"),
  SOCKET_READ(new NetworkCases.Read(0), Set.of(NETWORK), "parked", "parkedSocket"),
  SOCKET_READ_WITH_TIMEOUT(
      new NetworkCases.Read(10_000), Set.of(NETWORK), "parked", "parkedSocket"),
  SELECTOR(new NetworkCases.Select(), Set.of(POLL), "parked", "parkedSocket"),
  CARRIER_STARVATION(new VirtualCases.Starved(), Set.of(CARRIER)),
  PINNED_PARK(new VirtualCases.Native(new WaitCases.Park()), Set.of(PARK), "pinned"),
  PINNED_SLEEP(new VirtualCases.Native(new WaitCases.Sleep()), Set.of(PARK), "pinned"),
  PINNED_MONITOR(new VirtualCases.Native(new WaitCases.Monitor()), Set.of(LOCK), "pinned"),
  PINNED_SOCKET_READ(new VirtualCases.Native(new NetworkCases.Read(0)), Set.of(PARK), "pinned"),
  FIFO_READ(new FileCases.Fifo(), Set.of(PIPE));

  private final CaseBody body;
  private final Set<State> states;
  private final Set<String> fields;

  VirtualCase(CaseBody body, Set<State> states, String... fields) {
    this.body = body;
    this.states = states;
    this.fields = Set.copyOf(List.of(fields));
  }

  CaseBody body() {
    return body;
  }

  Set<State> states() {
    return states;
  }

  Set<String> fields() {
    return fields;
  }

  /// Whether a field may have any time: while a thread waits for a carrier, nobody knows for how
  /// long it was parked before.
  boolean mayHave(String field) {
    return fields.contains(field) || states.contains(CARRIER) && field.equals("parked");
  }
}
