package dev.jebpf.thread;

/// The live Java threads, as only `java.lang` knows them.
public interface LiveThreads {
  /// All live platform threads.
  Thread[] all();

  /// The address of a thread's `JavaThread`; 0 if it is not alive.
  long nativeThread(Thread thread);
}
