package dev.jebpf.probes;

import dev.jebpf.event.code.EventCode;
import dev.jebpf.lang.Helpers;

/// The programs, put together from the parts they share.
final class ProbePrograms {
  private final Helpers helpers;
  private final ProbeMaps maps;
  private final Threads threads;
  private final HotSpotThread hotSpot;
  private final OperationStacks stacks;
  private final Totals totals;
  private final Losses losses;
  private final TcpConnections connections;
  private final BlockedConfig wanted;
  private final KernelTraits kernel;

  ProbePrograms(
      Helpers helpers,
      ProbeConfig config,
      ProcessIdentity process,
      ProbeMaps maps,
      KernelTraits kernel) {
    this.helpers = helpers;
    this.maps = maps;
    this.threads =
        new Threads(
            helpers,
            process,
            maps.slots(),
            kernel.claims(),
            kernel.registers(),
            new Interrupts(helpers, kernel.preemptCount()));
    this.hotSpot = new HotSpotThread(helpers, config.hotSpot(), kernel.aarch64() ? 0 : Long.BYTES);
    this.stacks = new OperationStacks(helpers, hotSpot, maps.blocked(), config.stacks());
    this.totals = new Totals(maps.totals());
    this.losses = new Losses(maps.losses());
    this.wanted = config.blocked();
    this.kernel = kernel;
    this.connections = new TcpConnections(helpers, maps.connections(), hotSpot, losses);
  }

  SchedulerAccount account() {
    var lifecycle =
        new ThreadLifecycle(
            helpers, threads, hotSpot, maps.ring(), totals, losses, wanted.wanted());
    var reasons = new SleepReasons(helpers, threads, maps.table(), hotSpot);
    var blocked =
        new BlockedIntervals(
            kernel,
            wanted.wanted(),
            maps.table(),
            maps.blocked(),
            totals,
            blockers(),
            threads,
            new KernelStacks(helpers, wanted.kernelStacks(), maps.blocked(), totals));
    return new SchedulerAccount(
        helpers,
        threads,
        lifecycle,
        reasons,
        new SchedulerNotes(helpers),
        losses,
        maps.table(),
        blocked);
  }

  /// What records the intervals off the CPU in system calls.
  BlockedReturns blockedReturns() {
    return new BlockedReturns(
        helpers,
        threads,
        hotSpot,
        wanted.offsets(),
        blockers(),
        maps.blocked(),
        totals,
        !kernel.aarch64());
  }

  private Blockers blockers() {
    return new Blockers(helpers, wanted.blockers());
  }

  /// The system calls on regular files, on TCP connections, or on both.
  IoProbe io(boolean withFiles, boolean withTcp) {
    var note = new CallNote(withFiles && !withTcp);
    return new IoProbe(
        helpers,
        threads,
        maps.table(),
        fileOperations(note),
        tcpOperations(),
        connections,
        losses,
        note,
        withFiles,
        withTcp);
  }

  /// Operations on regular files at the kernel's functions.
  ///
  /// @param withTcp whether what `sendfile` sends to connections counts too
  IoFunctions files(boolean withFiles, boolean withTcp) {
    return new IoFunctions(helpers, calls(), finished(withFiles, withTcp));
  }

  /// Operations on TCP connections at the kernel's functions.
  TcpFunctions connections() {
    return new TcpFunctions(helpers, calls(), finished(false, true), connections);
  }

  private FunctionCalls calls() {
    return new FunctionCalls(helpers, threads, losses);
  }

  private FinishedCalls finished(boolean withFiles, boolean withTcp) {
    return new FinishedCalls(
        helpers,
        threads,
        maps.table(),
        fileOperations(new CallNote(false)),
        tcpOperations(),
        connections,
        withFiles,
        withTcp);
  }

  private FileOperations fileOperations(CallNote note) {
    return new FileOperations(helpers, maps.table(), hotSpot, stacks, maps.ring(), totals, note);
  }

  private TcpOperations tcpOperations() {
    return new TcpOperations(maps.table(), connections, hotSpot, stacks, maps.ring(), totals);
  }

  /// The programs of the kernel event of this number.
  EventProbe event(EventMaps eventMaps, EventCode code, int number) {
    return new EventProbe(
        helpers, threads, hotSpot, stacks, totals, losses, eventMaps, code, number);
  }

  TcpProbe tcp() {
    return new TcpProbe(helpers, threads, maps.table(), connections, stacks, maps.ring(), totals);
  }
}
