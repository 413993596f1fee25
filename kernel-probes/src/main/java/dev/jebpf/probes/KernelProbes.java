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
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import dev.jebpf.map.Views;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.RunStatistics;
import dev.jebpf.ringbuf.RingBufferReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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
/// minimum kernel 6.1.
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
  private long endedUncollected;

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
    KernelMaps owner = Maps.inKernel(kernel);
    try {
      return open(kernel, owner, config, begun);
    } catch (RuntimeException failed) {
      owner.close();
      throw failed;
    }
  }

  private static KernelProbes open(
      Kernel kernel, KernelMaps owner, ProbeConfig config, Consumer<ThreadSlots> begun) {
    boolean aarch64 = Architecture.running() == Architecture.AARCH64;
    KernelFeatures features = KernelFeatures.of(kernel);
    features.require(Feature.KERNEL_BTF);
    BtfTypes types = features.types().orElseThrow();
    var compiler = new ProgramCompiler(new BtfKernelTypes(types), features.target());
    ProbeMaps.InKernel maps = ProbeMaps.create(owner, config);
    ProbeTable table = maps.maps().table().at(0);
    ProbeTable.fill(table, aarch64, config);
    requirePerfmon();
    ProcessIdentity process = identify(kernel, features, compiler, config);
    var programs =
        new ProbePrograms(
            KernelHelpers.compiledOnly(),
            config,
            process,
            maps.maps(),
            aarch64,
            PreemptCount.find(types));
    RingBufferReader reader = RingBufferReader.open(kernel, maps.ring());
    BlockedReader blocked =
        config.blocked().wanted() ? BlockedReader.open(kernel, maps.blocked()) : null;
    var attachments = new ProbeAttachments(kernel, compiler);
    var events = new EventSet(kernel, compiler, programs, owner, maps.ring());
    var slots = new ThreadSlots(maps.slots());
    try {
      new ProbeSet(attachments, programs, process, config)
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
        config.thresholds().getOrDefault(RecordKind.KERNEL_EVENT, 0L));
  }

  /// Who the traced process is in the initial PID namespace. Of another process than this one,
  /// and on kernels that run no program on demand (before 5.14), we take the id for that.
  private static ProcessIdentity identify(
      Kernel kernel, KernelFeatures features, ProgramCompiler compiler, ProbeConfig config) {
    if (config.tgid() != ProcessHandle.current().pid()
        || !features.support(Feature.SYSCALL_PROGRAM).isSupported()) {
      return ProcessIdentity.initial(config.tgid());
    }
    var program = new WhoAmI(KernelHelpers.compiledOnly());
    try (var asked = ProgramLoader.of(kernel).load(compiler.compile(program, "ask"));
        var arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(WhoAmI.Answer.SIZE, Long.BYTES);
      asked.run(context);
      WhoAmI.Answer answer = Views.over(WhoAmI.Answer.class, context, 0);
      return new ProcessIdentity(answer.tgid(), answer.namespaceLevel(), answer.namespace());
    }
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

  /// Passes on the records of threads that were off the CPU, or waits for some; for a thread of its
  /// own, so that a stack is decoded while what it refers to is still there.
  ///
  /// @return how many were passed on; 0 after the timeout, [#close], or when none are wanted
  public int pollBlocked(Duration timeout, BlockedHandler handler) {
    return blocked == null ? 0 : blocked.poll(timeout, handler);
  }

  private void collect() {
    lookedAt = System.nanoTime();
    long dropped = total(RecordKind.THREAD_ENDED).dropped();
    if (dropped != endedUncollected) {
      endedUncollected = dropped;
      slots.collectEnded(dispatcher::threadEnded);
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
