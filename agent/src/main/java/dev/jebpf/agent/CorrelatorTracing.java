package dev.jebpf.agent;

import dev.jebpf.bridge.Bridge;
import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.config.AgentOptions;
import dev.jebpf.config.EventKind;
import dev.jebpf.config.ThresholdRequest;
import dev.jebpf.config.Thresholds;
import dev.jebpf.correlator.Correlator;
import dev.jebpf.correlator.CorrelatorOptions;
import dev.jebpf.jfr.ChunkOutput;
import dev.jebpf.probes.RecordKind;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Tracing by the correlator.
final class CorrelatorTracing implements Tracing {
  private final Correlator correlator;
  private final MethodHandle elapsed;
  private final boolean accountWanted;

  private CorrelatorTracing(Correlator correlator, MethodHandle elapsed, boolean accountWanted) {
    this.correlator = correlator;
    this.elapsed = elapsed;
    this.accountWanted = accountWanted;
  }

  static Tracing start(AgentOptions options, JavaLang javaLang) throws InterruptedException {
    Bridge bridge = Bridge.define(javaLang.lookup());
    CorrelatorOptions wanted = correlatorOptions(options);
    return new CorrelatorTracing(
        Correlator.start(wanted, bridge), bridge.elapsed(), wanted.account());
  }

  @Override
  public int register(String className, String method, String descriptor) {
    return correlator.methods().register(className, method, descriptor);
  }

  @Override
  public void virtualThreads(boolean followed) {
    correlator.virtualThreads(followed);
  }

  @Override
  public @Nullable String missingAccount() {
    return accountWanted ? correlator.problems().get("thread.account") : null;
  }

  @Override
  public List<String> missingEvents() {
    return correlator.missingEvents();
  }

  @Override
  public MethodHandle elapsed() {
    return elapsed;
  }

  @Override
  public List<Class<? extends Event>> kernelEvents() {
    return correlator.kernelEvents();
  }

  @Override
  public boolean writeChunks(Path directory, RetentionLimits limits)
      throws IOException, InterruptedException {
    return correlator.writeChunks(directory, limits);
  }

  @Override
  public Closeable holdChunks() throws IOException {
    Optional<ChunkOutput> chunks = correlator.chunks();
    if (chunks.isEmpty()) {
      return () -> {};
    }
    chunks.get().hold();
    return chunks.get()::release;
  }

  @Override
  public void thresholds(ThresholdRequest request) throws IOException {
    for (ThresholdRequest.Kind kind : request.thresholds().keySet()) {
      if (!recordKinds(kind).allMatch(correlator::records)) {
        throw new IOException(
            "it does not trace what "
                + kind.label()
                + ": is about: its options don't ask for that, or its kernel lacks something");
      }
    }
    request
        .thresholds()
        .forEach(
            (kind, least) -> {
              if (kind == ThresholdRequest.Kind.CALL) {
                correlator.methods().threshold(least.toNanos());
              }
              recordKinds(kind).forEach(each -> correlator.threshold(each, least));
            });
  }

  private static Stream<RecordKind> recordKinds(ThresholdRequest.Kind kind) {
    return switch (kind) {
      case CALL -> Stream.empty();
      case FILE -> Arrays.stream(RecordKind.values()).filter(RecordKind::file);
      case TCP -> Stream.of(RecordKind.TCP_SEND, RecordKind.TCP_RECEIVE);
      case BLOCKED -> Stream.of(RecordKind.THREAD_BLOCKED);
    };
  }

  @Override
  public void close() {
    correlator.close();
  }

  /// What the user's options mean to the correlator: of what happens rarely on a connection every
  /// operation is recorded, of the rest what takes as long as the threshold.
  static CorrelatorOptions correlatorOptions(AgentOptions options) {
    Map<RecordKind, Long> thresholds = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      if (kind.file() && options.events().contains(EventKind.FILE)) {
        thresholds.put(kind, options.thresholds().file().toNanos());
      } else if (kind.tcp() && options.events().contains(EventKind.TCP)) {
        thresholds.put(kind, threshold(kind, options.thresholds()).toNanos());
      }
    }
    if (!options.kernelEvents().isEmpty()) {
      thresholds.put(RecordKind.KERNEL_EVENT, options.thresholds().kernel().toNanos());
    }
    CorrelatorOptions defaults = CorrelatorOptions.DEFAULT;
    return new CorrelatorOptions(
            options.events().contains(EventKind.SCHED),
            thresholds,
            options.thresholds().call(),
            options.period(),
            options.slots() == 0 ? defaults.slots() : options.slots(),
            options.kernelEvents())
        .withBlocked(options.blocked())
        .withStacks(options.stacks());
  }

  private static Duration threshold(RecordKind kind, Thresholds thresholds) {
    return switch (kind) {
      case TCP_SEND, TCP_RECEIVE -> thresholds.tcp();
      default -> Duration.ZERO;
    };
  }
}
