package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// USDT probes of what happens inside the JVM where no Java code runs, see [StreamedProbes].
final class JvmProbes implements AutoCloseable {
  /// How long a tracer may be attached before anything is recorded for it.
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final List<StreamedProbes> all;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(null, this::look, "jebpf-usdt-events", 0, false);

  private JvmProbes(List<StreamedProbes> all) {
    this.all = all;
  }

  static JvmProbes start(UsdtProvider provider) {
    JvmProbes probes =
        new JvmProbes(
            List.of(
                CollectionProbes.of(provider),
                SafepointProbes.of(provider),
                ContentionProbes.of(provider)));
    probes.thread.setDaemon(true);
    probes.thread.setContextClassLoader(null);
    probes.thread.start();
    return probes;
  }

  private void look() {
    try {
      while (!Waiting.opened(closed, PERIOD)) {
        all.forEach(StreamedProbes::look);
      }
    } catch (IllegalStateException e) {
      Console.say("no USDT probes of collections, safepoints and monitors: " + e.getMessage());
    } finally {
      all.forEach(StreamedProbes::close);
    }
  }

  /// Stops what is recorded.
  @Override
  public void close() {
    closed.countDown();
    Waiting.uninterrupted(thread::join);
  }
}
