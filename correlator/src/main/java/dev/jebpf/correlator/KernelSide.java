package dev.jebpf.correlator;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.hotspot.vm.HotSpotVm;
import dev.jebpf.hotspot.vm.ThreadLayout;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.probes.ThreadSlots;
import dev.jebpf.thread.LiveThreads;
import dev.jebpf.thread.ThreadRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The kernel programs with what they and the JVM know of each other, or why there are none.
sealed interface KernelSide {
  /// What the account of threads is called among the probes.
  String ACCOUNT = "thread.account";

  /// What telling HotSpot's own waits apart is called.
  String HOTSPOT = "hotspot.states";

  /// By what is missing, the reason.
  Map<String, String> problems();

  /// Where spans find the accounts of their threads.
  Bridge.Slots slots();

  /// The programs are attached.
  record Attached(
      KernelProbes probes, ThreadAccounts threads, Bridge.Slots slots, Map<String, String> problems)
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
    if (!options.account() && options.thresholds().isEmpty() && options.events().isEmpty()) {
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
    var config =
        ProbeConfig.of(Math.toIntExact(ProcessHandle.current().pid()), vm.offsets())
            .withThresholds(options.thresholds())
            .withSlots(options.slots())
            .withEvents(options.events());
    ThreadLayout layout = vm.layout();
    var registry = new AtomicReference<@Nullable ThreadRegistry>();
    KernelProbes probes =
        KernelProbes.open(
            config, slots -> registry.set(registry(slots, live(bridge), kernel, layout)));
    return new Attached(
        probes,
        new ThreadAccounts(Objects.requireNonNull(registry.get())),
        layout == null ? Bridge.Slots.NONE : slots(probes, layout),
        vm.reason().isEmpty() ? Map.of() : Map.of(HOTSPOT, vm.reason()));
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
