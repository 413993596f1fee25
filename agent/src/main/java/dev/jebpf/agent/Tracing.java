package dev.jebpf.agent;

import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.config.ThresholdRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// The part of tracing that isn't about classes: kernel programs, threads, spans, events.
interface Tracing {
  /// The number by which woven code calls a method; the same whenever it is asked for.
  int register(String className, String method, String descriptor);

  /// Tells whether virtual threads report when they change carriers.
  void virtualThreads(boolean followed);

  /// Why threads have no account, so that calls have durations but no states; null when they have
  /// one, or the options ask for none.
  @Nullable String missingAccount();

  /// The kernel events that were asked for but can't be had, each with the reason.
  List<String> missingEvents();

  /// What woven code asks how long a span has lasted: `(long span)long`, in nanoseconds.
  MethodHandle elapsed();

  /// The types of kernel events.
  List<Class<? extends Event>> kernelEvents();

  /// Has kernel events go into chunks of their own in a directory.
  ///
  /// @return false when they can't, and go to recordings as other events do
  /// @throws IOException when they can't be written there
  boolean writeChunks(Path directory, RetentionLimits limits)
      throws IOException, InterruptedException;

  /// Completes the chunk of kernel events that is being written, and keeps all there are until what
  /// is returned is closed.
  Closeable holdChunks() throws IOException;

  /// Changes from which duration on something is recorded by itself; all that is asked for, or
  /// nothing.
  ///
  /// @throws IOException saying what is asked for and is not traced
  void thresholds(ThresholdRequest request) throws IOException;

  /// Ends the account: last events, nothing buffered is lost, kernel programs detached.
  void close();
}
