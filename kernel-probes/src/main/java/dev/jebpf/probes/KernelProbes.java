package dev.jebpf.probes;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.catalog.Tracepoints;
import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.event.plan.EventPlanner;
import dev.jebpf.feature.Feature;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Architecture;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.Privileges;
import dev.jebpf.linux.SystemCall;
import dev.jebpf.linux.Tasks;
import dev.jebpf.map.KernelHashTable;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.program.RunStatistics;
import dev.jebpf.ringbuf.RingBufferReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The kernel programs at work for one process.
///
/// ```java
/// try (KernelProbes probes = KernelProbes.open(ProbeConfig.of(tgid, offsets))) {
///   probes.backends().forEach((probe, backend) -> log(probe, backend));
///   while (running) {
///     probes.poll(Duration.ofSeconds(1), handler);
///   }
/// }
/// ```
///
/// [#poll] is for one thread at a time, everything else for any. Needs `CAP_BPF` and `CAP_PERFMON`;
/// minimum kernel 5.10.
public final class KernelProbes implements AutoCloseable {
  private static final long COLLECT_NANOS = 1_000_000_000L;

  private final KernelMaps owner;
  private final ProbeMaps.InKernel maps;
  private final ProbeAttachments attachments;
  private final EventSet events;
  private final ThreadSlots slots;
  private final RingBufferReader reader;
  private final @Nullable BlockedReader blocked;
  private RecordDispatcher dispatcher;
  private long lookedAt = System.nanoTime();
  private long endedCollected;

  private KernelProbes(
      KernelMaps owner,
      ProbeMaps.InKernel maps,
      ProbeAttachments attachments,
      EventSet events,
      ThreadSlots slots,
      RingBufferReader reader,
      @Nullable BlockedReader blocked) {
    this.owner = owner;
    this.maps = maps;
    this.attachments = attachments;
    this.events = events;
    this.slots = slots;
    this.reader = reader;
    this.blocked = blocked;
    this.dispatcher = new RecordDispatcher(new IgnoredRecords(), events::ended);
  }

  /// Compiles the programs for the running kernel, loads and attaches them. A probe that can't be
  /// had is left out, its reason in [#backends].
  ///
  /// @throws dev.jebpf.linux.LinuxException when not even the maps can be had, mostly for lack of
  /// `CAP_BPF`
  /// @throws dev.jebpf.feature.FeatureMissingException when the kernel has no BTF to be read
  public static KernelProbes open(ProbeConfig config) {
    return open(config, _ -> {});
  }

  /// The same.
  ///
  /// @param begun given the accounts as soon as they are kept, before anything else is compiled
  public static KernelProbes open(ProbeConfig config, Consumer<ThreadSlots> begun) {
    Kernel kernel = Kernel.running();
    return open(kernel, KernelFeatures.of(kernel), config, begun);
  }

  static KernelProbes open(
      Kernel kernel, KernelFeatures features, ProbeConfig config, Consumer<ThreadSlots> begun) {
    KernelMaps owner = Maps.inKernel(kernel);
    try {
      return open(kernel, features, owner, config, begun);
    } catch (RuntimeException failed) {
      owner.close();
      throw failed;
    }
  }

  private static KernelProbes open(
      Kernel kernel,
      KernelFeatures features,
      KernelMaps owner,
      ProbeConfig config,
      Consumer<ThreadSlots> begun) {
    boolean aarch64 = Architecture.running() == Architecture.AARCH64;
    features.require(Feature.KERNEL_BTF);
    BtfTypes types = features.types().orElseThrow();
    var compiler = new ProgramCompiler(new BtfKernelTypes(types), features.target());
    ProbeMaps.InKernel maps = ProbeMaps.create(owner, config);
    ProbeTable table = maps.maps().table().at(0);
    ProbeTable.fill(table, aarch64, config);
    requirePerfmon();
    Inquiry.Findings found = new Inquiry(kernel, features, compiler).make(config);
    KernelHashTable<SlotClaim> claims = claims(features, owner, config);
    var traits =
        new KernelTraits(
            aarch64,
            PreemptCount.find(types),
            found.registers(),
            claims == null ? new AtomicClaims() : new TableClaims(claims));
    var programs =
        new ProbePrograms(
            KernelHelpers.compiledOnly(), config, found.process(), maps.maps(), traits);
    RingBufferReader reader = RingBufferReader.open(kernel, maps.ring());
    BlockedReader blocked =
        config.copiesStacks() ? BlockedReader.open(kernel, maps.blocked()) : null;
    var attachments = new ProbeAttachments(kernel, compiler);
    var events = new EventSet(kernel, compiler, programs, owner, maps.ring());
    LongConsumer freed = claims == null ? _ -> {} : claims::delete;
    var slots = new ThreadSlots(maps.slots(), freed);
    try {
      new ProbeSet(attachments, programs, found.process(), config, notes(features, found))
          .open(() -> table.attachedAt(System.nanoTime()), () -> begun.accept(slots));
      events.open(planner(types, config), config.events());
      return new KernelProbes(owner, maps, attachments, events, slots, reader, blocked);
    } catch (RuntimeException failed) {
      events.close();
      attachments.close();
      reader.close();
      if (blocked != null) {
        blocked.close();
      }
      throw failed;
    }
  }

  /// Asks before the kernel does: without `CAP_PERFMON` its verifier calls the helpers unknown,
  /// which leads nobody anywhere.
  private static void requirePerfmon() {
    if (!Privileges.read().has(Capability.PERFMON)) {
      throw LinuxException.of(
          SystemCall.BPF, -Errno.EPERM.number(), "load programs that trace (BPF_PROG_LOAD)");
    }
  }

  private static EventPlanner planner(BtfTypes types, ProbeConfig config) {
    return new EventPlanner(
        new KernelFunctions(types),
        Tracepoints.ofRunningKernel(),
        KernelSymbols.ofRunningKernel(),
        KernelHelpers.compiledOnly(),
        config.thresholds().getOrDefault(RecordKind.KERNEL_EVENT, 0L),
        Tasks.leader(config.tgid()));
  }

  /// Atomics that return what was there are what slots are claimed with; without them it takes a
  /// table.
  private static @Nullable KernelHashTable<SlotClaim> claims(
      KernelFeatures features, KernelMaps owner, ProbeConfig config) {
    return features.support(Feature.FETCHING_ATOMICS).isSupported()
        ? null
        : owner.hashTable("jebpf_claims", SlotClaim.class, config.slots());
  }

  /// What the kernel lacks that the account could do with, and what is done instead.
  private static List<String> notes(KernelFeatures features, Inquiry.Findings findings) {
    List<String> notes = new ArrayList<>(findings.notes());
    if (!features.support(Feature.FETCHING_ATOMICS).isSupported()) {
      notes.add("without atomics that return a value threads claim their slots in a hash map");
    }
    if (!features.support(Feature.CURRENT_TASK_BTF).isSupported()) {
      notes.add("without bpf_get_current_task_btf the current task is read by probes");
    }
    return notes;
  }

  /// The accounts of the threads.
  public ThreadSlots slots() {
    return slots;
  }

  /// Passes on the records that are there, or waits for some.
  ///
  /// @return how many were passed on; 0 after the timeout or [#close]
  public int poll(Duration timeout, RecordHandler handler) {
    if (dispatcher.handler() != handler) {
      dispatcher = new RecordDispatcher(handler, events::ended);
    }
    int count = reader.poll(timeout, dispatcher);
    if (System.nanoTime() - lookedAt > COLLECT_NANOS) {
      collect();
    }
    return count;
  }

  /// Passes on everything there is, threads included that ended while the ring buffer was full. For
  /// the polling thread.
  public void drain(RecordHandler handler) {
    if (dispatcher.handler() != handler) {
      dispatcher = new RecordDispatcher(handler, events::ended);
    }
    while (reader.consume(dispatcher) > 0) {
      // until a pass finds nothing
    }
    collect();
  }

  /// Passes on the records of threads that were off the CPU, and the stacks of operations, or waits
  /// for some; for a thread of its
  /// own, so that a stack is decoded while what it refers to is still there.
  ///
  /// @return how many were passed on; 0 after the timeout, [#close], or when none are wanted
  public int pollBlocked(Duration timeout, BlockedHandler handler) {
    return blocked == null ? 0 : blocked.poll(timeout, handler);
  }

  private void collect() {
    lookedAt = System.nanoTime();
    events.look();
    long dropped = total(RecordKind.THREAD_ENDED).dropped();
    if (dropped != endedCollected) {
      endedCollected += slots.collectEnded(dispatcher::threadEnded);
    }
  }

  /// What all operations came to, by kind.
  public Map<RecordKind, OperationTotal> totals() {
    var totals = new EnumMap<RecordKind, OperationTotal>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      totals.put(kind, total(kind));
    }
    return totals;
  }

  private OperationTotal total(RecordKind kind) {
    return OperationTotal.sum(maps.totals().read(kind.number()));
  }

  /// What could not be accounted for.
  public ProbeLosses losses() {
    var perCpu = maps.losses();
    return new ProbeLosses(
        totals().values().stream().mapToLong(OperationTotal::dropped).sum(),
        perCpu.sum(0, LossCounters::slotsExhausted),
        perCpu.sum(0, LossCounters::switchesUnaccounted),
        perCpu.sum(0, LossCounters::callsUnaccounted),
        perCpu.sum(0, LossCounters::connectionsUntracked),
        runTimes().values().stream().mapToLong(RunStatistics::recursionMisses).sum());
  }

  /// The events the user asked for that are recorded.
  public KernelEvents events() {
    return events;
  }

  /// Each logical probe (`thread.account`, `file.operations`, ...) and kernel event, and what
  /// serves it.
  public Map<String, Backend> backends() {
    var backends = new LinkedHashMap<>(attachments.backends());
    backends.putAll(events.backends());
    return backends;
  }

  /// What each program has cost, by its name, while `dev.jebpf.program.BpfStatistics` were on.
  public Map<String, RunStatistics> runTimes() {
    var times = new LinkedHashMap<>(attachments.runTimes());
    times.putAll(events.runTimes());
    return times;
  }

  /// Changes the threshold of a kind at once; `Long.MAX_VALUE` stops its records.
  public void threshold(RecordKind kind, long nanos) {
    maps.maps().table().at(0).threshold(kind.number(), nanos);
  }

  /// Ends the programs, which leaves the slots as they are and what was recorded to be polled.
  public void detach() {
    attachments.close();
  }

  /// Detaches the programs and frees what they used. Records that were not polled are lost, the
  /// slots read as zeroes.
  @Override
  public void close() {
    events.close();
    attachments.close();
    reader.close();
    if (blocked != null) {
      blocked.close();
    }
    owner.close();
  }
}
