package dev.jebpf.hotspot.vm;

import java.util.Set;

/// Where HotSpot's thread objects keep what the breakdown needs; offsets and sizes in bytes.
///
/// Names as in `share/runtime/thread.hpp`, `javaThread.hpp` and `osThread.hpp` of the JDK.
///
/// @param osthread offset of `Thread::_osthread`
/// @param threadId offset of `OSThread::_thread_id`, the kernel's thread id, an `int`
/// @param pthreadId offset of `OSThread::_pthread_id`
/// @param waitState offset of `OSThread::_state`, an `int`
/// @param javaState offset of `JavaThread::_thread_state`, an `int`
/// @param monitorOwnerId offset of `JavaThread::_monitor_owner_id`, a `long`
/// @param javaThreadSize `sizeof(JavaThread)`
/// @param monitorWait `MONITOR_WAIT` of `enum ThreadState`
/// @param condvarWait `CONDVAR_WAIT`
/// @param objectWait `OBJECT_WAIT`
/// @param inNative `_thread_in_native` of `enum JavaThreadState`
public record ThreadLayout(
    int osthread,
    int threadId,
    int pthreadId,
    int waitState,
    int javaState,
    int monitorOwnerId,
    long javaThreadSize,
    int monitorWait,
    int condvarWait,
    int objectWait,
    int inNative) {

  static final Set<String> TYPES = Set.of("Thread", "OSThread", "JavaThread");
  static final Set<String> CONSTANTS =
      Set.of("MONITOR_WAIT", "CONDVAR_WAIT", "OBJECT_WAIT", "_thread_in_native");

  /// The layout in this JVM.
  ///
  /// @throws MissingVmSymbolException when it lacks a name the layout is made of
  public static ThreadLayout ofThisProcess() throws MissingVmSymbolException {
    return bind(VmStructs.read(VmLibrary.ofThisProcess(), TYPES, CONSTANTS));
  }

  static ThreadLayout bind(VmStructs structs) throws MissingVmSymbolException {
    return new ThreadLayout(
        structs.offset("Thread", "_osthread"),
        structs.offset("OSThread", "_thread_id"),
        structs.offset("OSThread", "_pthread_id"),
        structs.offset("OSThread", "_state"),
        structs.offset("JavaThread", "_thread_state"),
        structs.offset("JavaThread", "_monitor_owner_id"),
        structs.size("JavaThread"),
        structs.constant("MONITOR_WAIT"),
        structs.constant("CONDVAR_WAIT"),
        structs.constant("OBJECT_WAIT"),
        structs.constant("_thread_in_native"));
  }
}
