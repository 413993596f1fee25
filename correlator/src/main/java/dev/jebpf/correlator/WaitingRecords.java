package dev.jebpf.correlator;

import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.thread.KnownThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Records of threads that have started so lately that nobody knows yet who they are.
///
/// The kernel's record of what a thread does may be read before the JVM has entered the thread
/// anywhere. It waits here until a look at the threads tells, or the thread's own end does; the
/// event that comes of it has the right time all the same. One thread at a time.
final class WaitingRecords {
  /// Records that can wait at the same time; the oldest gives up its place.
  static final int MOST = 4_096;

  /// Looks at the threads that a record waits for: a thread is a Java thread from its second or
  /// third on, or never.
  static final int LOOKS = 5;

  private static final class Waiting {
    private final RecordCause cause;
    private final Consumer<KernelOrigin> commit;
    private @Nullable KnownThread known;
    private int looks;

    Waiting(RecordCause cause, Consumer<KernelOrigin> commit, @Nullable KnownThread known) {
      this.cause = cause;
      this.commit = commit;
      this.known = known;
    }
  }

  private final Deque<Waiting> records = new ArrayDeque<>();
  private long unresolved;

  /// Keeps a record.
  ///
  /// @param commit makes an event of it
  /// @param known what is known of its thread so far
  void add(RecordCause cause, Consumer<KernelOrigin> commit, @Nullable KnownThread known) {
    if (records.size() == MOST) {
      giveUp(records.removeFirst());
    }
    records.addLast(new Waiting(cause, commit, known));
  }

  /// Makes events of the records whose threads are known after a look at them, and of those that
  /// have waited for long enough.
  void looked(LongFunction<@Nullable KnownThread> threads) {
    for (Iterator<Waiting> all = records.iterator(); all.hasNext(); ) {
      Waiting record = all.next();
      KnownThread now = threads.apply(record.cause.tid());
      record.known = now == null ? record.known : now;
      if (record.cause.settledBy(record.known) || ++record.looks == LOOKS) {
        all.remove();
        giveUp(record);
      }
    }
  }

  /// Makes events of the records of a thread that has ended.
  void ended(KnownThread thread) {
    for (Iterator<Waiting> all = records.iterator(); all.hasNext(); ) {
      Waiting record = all.next();
      if (record.cause.tid() == thread.osThreadId()) {
        all.remove();
        record.known = thread;
        giveUp(record);
      }
    }
  }

  /// Makes events of all records, after a last look at the threads.
  void finish(LongFunction<@Nullable KnownThread> threads) {
    looked(threads);
    records.forEach(this::giveUp);
    records.clear();
  }

  /// Whether no record waits.
  boolean isEmpty() {
    return records.isEmpty();
  }

  /// Records for which nobody ever knew the thread.
  long unresolved() {
    return unresolved;
  }

  private void giveUp(Waiting record) {
    if (record.known == null) {
      unresolved++;
    }
    record.commit.accept(record.cause.origin(record.known));
  }
}
