package dev.jebpf.chunk;

/// The thread an event is about.
///
/// @param javaThreadId its Java id; 0 for a thread that has none
/// @param osThreadId the kernel's id of the thread, of a virtual one that of its carrier
/// @param name its name; empty when unknown
/// @param virtual whether it is a virtual thread
public record EventThread(long javaThreadId, long osThreadId, String name, boolean virtual) {
  /// Keys of threads without a Java id begin here, above all that the JVM gives.
  private static final long NATIVE_KEYS = 1L << 40;

  /// Ids in place of the kernel's for virtual threads begin here, above all that the kernel gives.
  private static final long VIRTUAL_IDS = 1L << 32;

  /// The JVM's key of a Java thread is its Java id, too.
  long key() {
    return javaThreadId != 0 ? javaThreadId : NATIVE_KEYS + osThreadId;
  }

  /// What JMC writes beside the lane. The kernel's side does not know the names of virtual threads,
  /// which mostly have none: theirs is how [Thread#toString] begins.
  String laneName() {
    return virtual && name.isEmpty() ? "VirtualThread[#" + javaThreadId + "]" : name;
  }

  /// What tells threads apart in JMC, which looks at nothing else: virtual threads have no id of
  /// the kernel's, and their carriers' would put several threads into one lane.
  long laneId() {
    return virtual ? VIRTUAL_IDS + javaThreadId : osThreadId;
  }
}
