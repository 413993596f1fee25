package dev.jebpf.correlator;

import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.thread.KnownThread;
import org.jspecify.annotations.Nullable;

/// What a record says about who caused it.
///
/// @param tid the kernel's id of the thread; 0 for the kernel itself
/// @param javaThread HotSpot's id of the Java thread, the virtual one if one was mounted; 0 when
/// the programs could not tell
/// @param spanId the span the thread was in; 0 for none
/// @param method the method of that span
/// @param waker who woke the thread last
record RecordCause(
    long tid, long javaThread, long spanId, @Nullable String method, @Nullable String waker) {

  /// Whether it is known well enough whose thread it is: a thread that HotSpot has a Java id for
  /// must be known as a Java thread.
  boolean settledBy(@Nullable KnownThread known) {
    return known != null && (javaThread == 0 || known.javaThreadId() != 0);
  }

  /// With the thread as it is known, or the kernel's id alone.
  KernelOrigin origin(@Nullable KnownThread known) {
    // HotSpot gives the id of a mounted virtual thread where the kernel thread's own differs.
    boolean virtual =
        known != null
            && javaThread != 0
            && known.javaThreadId() != 0
            && known.javaThreadId() != javaThread;
    return new KernelOrigin(
        known == null || virtual ? null : known.thread(),
        known == null || virtual ? "" : known.name(),
        javaThread != 0 || known == null ? javaThread : known.javaThreadId(),
        tid,
        virtual,
        method,
        spanId,
        waker);
  }
}
