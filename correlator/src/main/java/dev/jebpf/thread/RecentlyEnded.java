package dev.jebpf.thread;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The threads that ended last: a connection that one of them opened may be closed, and a thread
/// that one of them woke may be looked at, when it is gone. Thread-safe.
final class RecentlyEnded {
  private static final int MOST = 1_024;

  private final Map<Long, KnownThread> threads = new LinkedHashMap<>();

  /// Remembers a thread, but not its `Thread`.
  synchronized void add(KnownThread thread) {
    long id = thread.osThreadId();
    threads.remove(id);
    threads.put(id, new KnownThread(id, thread.name(), thread.javaThreadId(), thread.kind(), null));
    if (threads.size() > MOST) {
      threads.remove(threads.keySet().iterator().next());
    }
  }

  /// Who last had this id; null if that is too long ago.
  synchronized @Nullable KnownThread get(long osThreadId) {
    return threads.get(osThreadId);
  }

  /// Forgets a thread whose id another has got.
  synchronized void remove(long osThreadId) {
    threads.remove(osThreadId);
  }
}
