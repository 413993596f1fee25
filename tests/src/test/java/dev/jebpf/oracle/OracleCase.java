package dev.jebpf.oracle;

import static dev.jebpf.probes.State.CPU;
import static dev.jebpf.probes.State.DISK;
import static dev.jebpf.probes.State.FAULT;
import static dev.jebpf.probes.State.FILE;
import static dev.jebpf.probes.State.LOCK;
import static dev.jebpf.probes.State.NETWORK;
import static dev.jebpf.probes.State.PARK;
import static dev.jebpf.probes.State.PIPE;
import static dev.jebpf.probes.State.POLL;
import static dev.jebpf.probes.State.RUNQUEUE_PREEMPTED;
import static dev.jebpf.probes.State.RUNQUEUE_WOKEN;
import static dev.jebpf.probes.State.SLEEP;
import static dev.jebpf.probes.State.STOPPED;
import static dev.jebpf.probes.State.VM;
import static dev.jebpf.probes.State.WAIT;

import dev.jebpf.probes.State;
import java.util.List;
import java.util.Set;

/// The cases: which states their work belongs to, together, and what the child JVM needs.
public enum OracleCase {
  BUSY_LOOP(new CpuCases.Busy(), Set.of(CPU)),
  TWO_THREADS_ON_ONE_CORE(new CpuCases.Pinned(), Set.of(RUNQUEUE_PREEMPTED, RUNQUEUE_WOKEN)),
  SIGSTOPPED(new CpuCases.Stopped(), Set.of(STOPPED)),
  THREAD_SLEEP(new WaitCases.Sleep(), Set.of(SLEEP)),
  PARK_NANOS(new WaitCases.Park(), Set.of(PARK)),
  OBJECT_WAIT(new WaitCases.ObjectWait(), Set.of(WAIT)),
  CONTENDED_SYNCHRONIZED(new WaitCases.Monitor(), Set.of(LOCK)),
  CONTENDED_REENTRANT_LOCK(new WaitCases.Reentrant(), Set.of(PARK)),
  COLLECTION_SEEN_WHILE_RUNNING(new CollectionCases.Running(), Set.of(VM)),
  COLLECTION_SEEN_WHILE_WAITING(new CollectionCases.Waiting(), Set.of(VM)),
  FIFO_READ(new FileCases.Fifo(), Set.of(PIPE)),
  FSYNC_LOOP(new FileCases.Fsync(), Set.of(FILE, DISK)),
  COLD_FILE_READ(new FileCases.ColdRead(), Set.of(FILE, DISK)),
  COLD_MMAP_FAULTS(new FileCases.ColdFaults(), Set.of(FAULT)),
  SOCKET_READ(new NetworkCases.Read(0), Set.of(NETWORK)),
  SOCKET_READ_WITH_TIMEOUT(new NetworkCases.Read(10_000), Set.of(NETWORK)),
  SLOW_CONNECT(new NetworkCases.Connect(0), Set.of(NETWORK)),
  SLOW_CONNECT_WITH_TIMEOUT(new NetworkCases.Connect(10_000), Set.of(NETWORK)),
  SELECTOR(new NetworkCases.Select(), Set.of(POLL));

  private final CaseBody body;
  private final Set<State> states;

  OracleCase(CaseBody body, Set<State> states) {
    this.body = body;
    this.states = states;
  }

  CaseBody body() {
    return body;
  }

  /// The states that share the case's time.
  Set<State> states() {
    return states;
  }

  List<String> jvmOptions() {
    return body.jvmOptions();
  }
}
