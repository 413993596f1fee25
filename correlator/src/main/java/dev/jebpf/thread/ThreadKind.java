package dev.jebpf.thread;

import java.util.List;

/// What runs in a thread.
public enum ThreadKind {
  /// Java code of the service or of the JDK.
  JAVA("java"),
  /// jebpf's own work.
  AGENT("agent"),
  GC("gc"),
  COMPILER("compiler"),
  /// The JVM's own work: VM operations, signals, deoptimisation.
  VM("vm"),
  /// Code that the JVM does not know, started by a library.
  NATIVE("native");

  private static final List<String> VM_NAMES =
      List.of(
          "VM ",
          "Signal Dispatch",
          "Service Thread",
          "Monitor Deflati",
          "Notification Th",
          "Attach Listener",
          "Common-Cleaner",
          "Reference Handl",
          "Finalizer",
          "JFR ",
          "Training Replay");

  private final String label;

  ThreadKind(String label) {
    this.label = label;
  }

  /// The name users see.
  public String label() {
    return label;
  }

  /// The kind of a Java thread.
  static ThreadKind ofJava(String name) {
    return name.startsWith("jebpf-") ? AGENT : JAVA;
  }

  /// The kind of a thread that is no Java thread, by the name HotSpot gives its kernel thread,
  /// which the kernel cuts to 15 bytes (`os::set_native_thread_name`).
  static ThreadKind ofNative(String comm) {
    if (comm.startsWith("C1 ") || comm.startsWith("C2 ") || comm.startsWith("JVMCI")) {
      return COMPILER;
    }
    if (comm.startsWith("GC ")
        || comm.startsWith("G1 ")
        || comm.startsWith("ParGC")
        || comm.startsWith("ConcGC")
        || comm.startsWith("X")
        || comm.startsWith("Z")
        || comm.startsWith("Shenandoah")
        || comm.startsWith("StringDedup")) {
      return GC;
    }
    return VM_NAMES.stream().anyMatch(comm::startsWith) ? VM : NATIVE;
  }
}
