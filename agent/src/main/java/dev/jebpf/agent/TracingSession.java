package dev.jebpf.agent;

import dev.jebpf.bridge.BridgeException;
import dev.jebpf.config.AgentOptions;
import dev.jebpf.config.ThresholdRequest;
import dev.jebpf.instrument.ClassSelection;
import dev.jebpf.instrument.FilterUse;
import dev.jebpf.instrument.LoadedClasses;
import dev.jebpf.instrument.MethodIds;
import dev.jebpf.instrument.TracingTransformer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One time of tracing, from a start of the agent to `duration=` or the end of the JVM.
///
/// All of it happens on a daemon thread of its own, so that the service starts meanwhile, and its
/// end on the JVM's shutdown hook if that comes first.
final class TracingSession {
  /// How long filters may match nothing before the user is told.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How long `main` may wait for tracing with `wait=true`: the service starts anyway. A machine
  /// that is emulated needs longer.
  private static final Duration LONGEST_WAIT =
      Duration.ofSeconds(Long.getLong("jebpf.wait.seconds", 60));

  /// How long the JVM's end may wait for a start that is under way.
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  private final AgentOptions options;
  private final @Nullable RecordingFile file;
  private final Instrumentation instrumentation;
  private final ModuleLayer.Controller layer;
  private final Thread hook = new Thread(null, this::shutDown, "jebpf-shutdown", 0, false);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile @Nullable Tracing tracing;
  private volatile @Nullable TracingTransformer transformer;
  private volatile @Nullable UsdtProbes probes;
  private volatile @Nullable JfrShutdown jfr;
  private boolean filtersReported;

  TracingSession(
      AgentOptions options,
      @Nullable RecordingFile file,
      Instrumentation instrumentation,
      ModuleLayer.Controller layer) {
    this.options = options;
    this.file = file;
    this.instrumentation = instrumentation;
    this.layer = layer;
  }

  /// Starts tracing; with `wait=true` returns when it is on, has failed or takes too long.
  void start() {
    Thread thread = new Thread(null, this::run, "jebpf-agent", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    Runtime.getRuntime().addShutdownHook(hook);
    thread.start();
    if (options.waits() && !Waiting.opened(started, LONGEST_WAIT)) {
      Console.say("tracing is not on yet after " + LONGEST_WAIT.toSeconds() + " s; main runs now");
    }
  }

  /// Whether it is over, so that another may start.
  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /// Writes what is recorded so far to another file; tracing goes on.
  ///
  /// @throws IOException saying why that is not possible
  synchronized void dump(Path target) throws IOException {
    Tracing running = running();
    if (file == null) {
      throw new IOException(
          "it records into no file (file= was not given); its own recordings are dumped by jcmd"
              + " PID JFR.dump");
    }
    file.dump(target, running);
  }

  /// Changes from which duration on something is recorded by itself.
  ///
  /// @throws IOException saying why that is not possible
  synchronized void thresholds(ThresholdRequest request) throws IOException {
    running().thresholds(request);
  }

  private Tracing running() throws IOException {
    Tracing running = tracing;
    if (hasEnded() || running == null || started.getCount() > 0) {
      throw new IOException("nothing is being recorded yet, or any more");
    }
    return running;
  }

  private void run() {
    try {
      begin();
    } catch (Throwable failure) {
      Console.say("could not start, nothing is traced: " + reason(failure));
      end();
      goOnWithoutUs();
    } finally {
      started.countDown();
    }
    Duration left = options.duration();
    if (left == null || left.compareTo(PATIENCE) > 0) {
      if (Waiting.opened(ended, PATIENCE)) {
        return;
      }
      reportFilters();
      left = left == null ? null : left.minus(PATIENCE);
    }
    if (left != null && !Waiting.opened(ended, left)) {
      reportFilters();
      end();
      goOnWithoutUs();
    }
  }

  private void begin() throws Throwable {
    JavaLang javaLang = new JavaLang();
    javaLang.enableNativeAccess(layer);
    if (!options.kernelEvents().isEmpty()) {
      JfrPackage.open(instrumentation);
    }
    Tracing begun = CorrelatorTracing.start(options, javaLang);
    tracing = begun;
    String missing = begun.missingAccount();
    if (missing != null) {
      Console.say("calls have durations but no states: " + firstLine(missing));
    }
    begun.missingEvents().forEach(Console::say);
    jfr = JfrShutdown.postpone(javaLang);
    if (file != null) {
      record(begun, file);
    }
    ClassSelection selection = new ClassSelection(options.methods(), options.presets());
    MethodIds ids = begun::register;
    if (options.usdt()) {
      UsdtProbes made = UsdtProbes.start(javaLang, ids, begun.elapsed());
      probes = made;
      ids = made == null ? ids : made.methods();
    }
    TracingTransformer weaving = new TracingTransformer(selection, ids, probes != null);
    transformer = weaving;
    instrumentation.addTransformer(weaving, true);
    new LoadedClasses(instrumentation, selection, weaving.hooked()).weave(weaving.log());
    begun.virtualThreads(weaving.followsVirtualThreads());
  }

  /// Kernel events are recorded by the JVM only where they can't have chunks of their own.
  private void record(Tracing begun, RecordingFile into) throws IOException, InterruptedException {
    into.start(options.stack(), options.limits(), begun.kernelEvents());
    if (!begun.writeChunks(into.parts(), options.limits())) {
      into.enable(begun.kernelEvents());
    }
  }

  /// The recording has the rest, such as the verifier's log.
  private static String firstLine(String reason) {
    return reason.lines().findFirst().orElse(reason);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    boolean ours = failure instanceof BridgeException || failure instanceof IllegalStateException;
    return ours && message != null ? message : failure.toString();
  }

  /// The JVM ends: so does tracing, if need be as soon as it has begun.
  private void shutDown() {
    if (started.getCount() > 0) {
      endBeforeStart();
    } else {
      reportFilters();
    }
    end();
    JfrShutdown last = jfr;
    if (last != null) {
      last.run();
    }
  }

  /// A file that was asked for is completed, and filters that would have matched nothing are named.
  private void endBeforeStart() {
    if (file != null) {
      Console.say(
          "the JVM ends before tracing is on, so little or nothing was traced;"
              + " for a program this short use wait=true");
      Waiting.opened(started, LONGEST_START);
    } else if (!options.methods().isEmpty()) {
      ClassSelection selection = new ClassSelection(options.methods(), options.presets());
      new LoadedClasses(instrumentation, selection, Set.of()).look();
      report(selection);
    }
  }

  private synchronized void end() {
    if (hasEnded()) {
      return;
    }
    try {
      UsdtProbes firing = probes;
      if (firing != null) {
        firing.close();
      }
      Tracing running = tracing;
      if (running != null) {
        running.close();
      }
      if (file != null) {
        file.finish();
      }
    } catch (RuntimeException | Error failure) {
      Console.say("could not end in order, the recording may lack its last events: " + failure);
    } finally {
      ended.countDown();
    }
  }

  /// Leaves the JVM as it was before.
  private void goOnWithoutUs() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      JfrShutdown taken = jfr;
      if (taken != null) {
        taken.restore();
      }
    } catch (IllegalStateException _) {
      return; // the JVM is ending
    }
    TracingTransformer weaving = transformer;
    if (weaving != null) {
      instrumentation.removeTransformer(weaving);
      new LoadedClasses(instrumentation, weaving.selection(), weaving.hooked())
          .restore(weaving.log());
    }
  }

  private synchronized void reportFilters() {
    TracingTransformer weaving = transformer;
    if (filtersReported || weaving == null) {
      return;
    }
    filtersReported = true;
    report(weaving.selection());
    weaving.log().problems().forEach(Console::say);
  }

  private static void report(ClassSelection selection) {
    for (FilterUse use : selection.filters()) {
      String warning = use.warning();
      if (warning != null) {
        Console.say(warning);
      }
    }
  }
}
