package dev.jebpf.thread;

import org.jspecify.annotations.Nullable;

/// Who a kernel thread is.
///
/// @param osThreadId the kernel's id
/// @param name the Java name, or the kernel thread's
/// @param javaThreadId the Java id; 0 for a thread that is no Java thread
/// @param kind what runs in it
/// @param thread the Java thread while it lives
public record KnownThread(
    long osThreadId, String name, long javaThreadId, ThreadKind kind, @Nullable Thread thread) {

  static KnownThread java(long osThreadId, Thread thread) {
    String name = thread.getName();
    return new KnownThread(osThreadId, name, thread.threadId(), ThreadKind.ofJava(name), thread);
  }

  static KnownThread of(long osThreadId, String comm) {
    return new KnownThread(osThreadId, comm, 0, ThreadKind.ofNative(comm), null);
  }
}
