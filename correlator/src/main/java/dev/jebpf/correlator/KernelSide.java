package dev.jebpf.correlator;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.catalog.KernelAddresses;
import dev.jebpf.hotspot.stack.SelfTest;
import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.hotspot.vm.AnchorLayout;
import dev.jebpf.hotspot.vm.BlockerLayout;
import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.ThreadLayout;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.BlockedConfig;
import dev.jebpf.probes.BlockerOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.StackConfig;
import dev.jebpf.probes.StackOffsets;
import dev.jebpf.probes.ThreadSlots;
import dev.jebpf.thread.LiveThreads;
import dev.jebpf.thread.ThreadRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The kernel programs with what they and the JVM know of each other, or why there are none.
sealed interface KernelSide {
  /// What the account of threads is called among the probes.
  String ACCOUNT = "thread.account";

  /// What telling HotSpot's own waits apart is called.
  String HOTSPOT = "hotspot.states";

  /// What decoding the stacks of threads is called.
  String STACKS = "hotspot.stacks";

  /// What telling the blockers of threads is called.
  String BLOCKERS = "hotspot.blockers";

  /// By what is missing, the reason.
  Map<String, String> problems();

  /// Where spans find the accounts of their threads.
  Bridge.Slots slots();

  /// The programs are attached.
  ///
  /// @param stacks what decodes stacks; null when none are wanted or can be had
  /// @param stacksOfOperations whether operations and kernel events are to have them
  /// @param functions the kernel's
  /// @param natives what unwinds native frames
  record Attached(
      KernelProbes probes,
      ThreadAccounts threads,
      Bridge.Slots slots,
      @Nullable StackDecoder stacks,
      boolean stacksOfOperations,
      KernelAddresses functions,
      NativeStacks natives,
      Map<String, String> problems)
      implements KernelSide {}

  /// There are no programs.
  ///
  /// @param missingEvents the kernel events that were asked for, with the reason
  record Absent(Map<String, String> problems, List<String> missingEvents) implements KernelSide {
    @Override
    public Bridge.Slots slots() {
      return Bridge.Slots.NONE;
    }
  }

  /// Loads and attaches the programs, or tells why that failed.
  static KernelSide open(CorrelatorOptions options, Bridge bridge) {
    if (!options.account()
        && options.thresholds().isEmpty()
        && options.events().isEmpty()
        && options.blocked() == null) {
      return absent("switched off by the options", options);
    }
    try {
      return attach(options, bridge);
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return absent(message == null ? e.toString() : message, options);
    }
  }

  private static KernelSide absent(String reason, CorrelatorOptions options) {
    List<String> events =
        options.events().stream().map(event -> event.text() + ": " + reason).toList();
    return new Absent(Map.of(ACCOUNT, reason), events);
  }

  private static KernelSide attach(CorrelatorOptions options, Bridge bridge) {
    Kernel kernel = Kernel.running();
    HotSpotVm vm = HotSpotVm.bind(kernel, bridge::nativeThread);
    var problems = new TreeMap<String, String>();
    if (!vm.reason().isEmpty()) {
      problems.put(HOTSPOT, vm.reason());
    }
    // All symbols are read before the programs run, for a stack that is decoded late is refused.
    Stacks stacks = options.copiesStacks() ? stacks(kernel, bridge, problems) : Stacks.NONE;
    KernelAddresses functions = KernelAddresses.ofRunningKernel();
    var natives = new NativeStacks(stacks.decoder());
    if (options.blocked() != null) {
      natives.load();
    }
    var config =
        ProbeConfig.of(Math.toIntExact(ProcessHandle.current().pid()), vm.offsets())
            .withThresholds(options.thresholds())
            .withSlots(options.slots())
            .withEvents(options.events())
            .withBlocked(blocked(options, stacks, functions))
            .withStacks(operations(options, stacks));
    ThreadLayout layout = vm.layout();
    var registry = new AtomicReference<@Nullable ThreadRegistry>();
    KernelProbes probes =
        KernelProbes.open(
            config, slots -> registry.set(registry(slots, live(bridge), kernel, layout)));
    return new Attached(
        probes,
        new ThreadAccounts(Objects.requireNonNull(registry.get())),
        layout == null ? Bridge.Slots.NONE : slots(probes, layout),
        stacks.decoder(),
        config.stacks().wanted(),
        functions,
        natives,
        Map.copyOf(problems));
  }

  /// What is needed for stacks and blockers, on both sides.
  record Stacks(StackOffsets offsets, BlockerOffsets blockers, @Nullable StackDecoder decoder) {
    private static final Stacks NONE =
        new Stacks(StackOffsets.unavailable(), BlockerOffsets.unavailable(), null);
  }

  private static Stacks stacks(Kernel kernel, Bridge bridge, Map<String, String> problems) {
    try {
      StackOffsets offsets = AnchorLayout.ofThisProcess();
      StackDecoder decoder = StackDecoder.ofThisProcess(kernel);
      String wrong = new SelfTest(kernel, offsets, decoder, bridge::nativeThread).run();
      if (wrong.isEmpty()) {
        return new Stacks(offsets, blockers(bridge, problems), decoder);
      }
      problems.put(STACKS, "not understood in this JVM: " + wrong);
      return Stacks.NONE;
    } catch (MissingVmSymbolException e) {
      problems.put(STACKS, e.reason());
      return Stacks.NONE;
    }
  }

  private static BlockerOffsets blockers(Bridge bridge, Map<String, String> problems) {
    try {
      return BlockerLayout.ofThisProcess(bridge);
    } catch (MissingVmSymbolException e) {
      problems.put(BLOCKERS, e.reason());
      return BlockerOffsets.unavailable();
    }
  }

  /// Reads the kernel's symbols, too.
  private static BlockedConfig blocked(
      CorrelatorOptions options, Stacks stacks, KernelAddresses functions) {
    Duration least = options.blocked();
    return least == null
        ? BlockedConfig.OFF
        : BlockedConfig.of(least.toNanos(), stacks.offsets(), stacks.blockers())
            .withKernelStacks(functions.known());
  }

  private static StackConfig operations(CorrelatorOptions options, Stacks stacks) {
    Duration least = options.stacks();
    return least == null || stacks.decoder() == null
        ? StackConfig.OFF
        : StackConfig.of(least.toNanos(), stacks.offsets());
  }

  /// Made the moment the account begins: who wakes before it is known what he slept for has slept
  /// for nobody knows what.
  private static ThreadRegistry registry(
      ThreadSlots slots, LiveThreads live, Kernel kernel, @Nullable ThreadLayout layout) {
    ThreadRegistry registry =
        ThreadRegistry.ofSelf(slots.array(), live, kernel, layout, System.nanoTime());
    try {
      registry.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException("list the threads of this process", e);
    }
    registry.classifySleepers();
    return registry;
  }

  private static Bridge.Slots slots(KernelProbes probes, ThreadLayout layout) {
    return new Bridge.Slots(
        probes.slots().memory().address(),
        probes.slots().count(),
        layout.osthread(),
        layout.threadId());
  }

  private static LiveThreads live(Bridge bridge) {
    return new LiveThreads() {
      @Override
      public Thread[] all() {
        return bridge.threads();
      }

      @Override
      public long nativeThread(Thread thread) {
        return bridge.nativeThread(thread);
      }
    };
  }
}
