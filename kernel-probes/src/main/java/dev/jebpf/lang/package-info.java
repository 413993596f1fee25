/// The language of kernel programs: what a Java class uses to say what runs in the kernel.
///
/// A kernel program is a small final class. Its entry points carry an annotation such as
/// [BtfTracepoint]; their bodies are ordinary Java over `int`, `long`, [KernelStruct] views, map
/// views ([MapView]) and [Helpers]. Final instance fields are constants of the compiled program.
///
/// ```java
/// public final class CountSwitches {
///   private final Helpers helpers;
///   private final int tgid;
///   private final MappedArray<Counter> counters;
///   ...
///   @BtfTracepoint("sched_switch")
///   void onSwitch(boolean preempt, TaskStruct prev, TaskStruct next, int prevState) {
///     if (prev.tgid() == tgid) {
///       counters.at(0).addCount(1);
///     }
///   }
/// }
/// ```
///
/// At a function of the kernel a method has the function's own arguments, whatever it is attached
/// by ([FunctionEntry]); at its return there is only the [Result]:
///
/// ```java
///   @FunctionEntry("vfs_read")
///   void onRead(FileStruct file, long buffer, long count) { ... }
///
///   @FunctionReturn("vfs_read")
///   void onReadDone(@Result long bytes) { ... }
/// ```
///
/// The same class runs on the JVM, against fakes of the views, in a plain unit test.
@NullMarked
package dev.jebpf.lang;

import org.jspecify.annotations.NullMarked;
