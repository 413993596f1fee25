package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// The USDT probe of monitors that a thread had to wait for: `monitor__contended` with thread, the
/// monitor's class, the thread that had it, the time at which the wait began, and its duration.
final class ContentionProbes extends StreamedProbes {
  private final UsdtProbe contended;

  private ContentionProbes(UsdtProbe contended) {
    super(contended);
    this.contended = contended;
  }

  static ContentionProbes of(UsdtProvider provider) {
    return new ContentionProbes(
        provider.probe(
            "monitor__contended", long.class, String.class, long.class, long.class, long.class));
  }

  @Override
  Map<String, Consumer<RecordedEvent>> events() {
    return Map.of("jdk.JavaMonitorEnter", this::entered);
  }

  private void entered(RecordedEvent event) {
    contended.fire(
        id(event.getThread()),
        event.getClass("monitorClass").getName(),
        id(event.getThread("previousOwner")),
        monotonic(event.getStartTime()),
        event.getDuration().toNanos());
  }

  /// 0 when JFR doesn't know.
  private static long id(@Nullable RecordedThread thread) {
    return thread == null ? 0 : thread.getJavaThreadId();
  }
}
