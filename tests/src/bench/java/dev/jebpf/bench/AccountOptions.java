package dev.jebpf.bench;

import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.ProbeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What is a final field of the account in Java and a `-D` of the one in C.
final class AccountOptions {
  private AccountOptions() {}

  /// @param preemptCount how far it lies from a CPU's run queue
  static List<String> of(ProbeConfig config, KernelTypes types, OptionalLong preemptCount) {
    HotSpotOffsets hotSpot = config.hotSpot();
    List<String> options = new ArrayList<>();
    define(options, "TGID", config.tgid());
    define(options, "SLOTS", config.slots());
    define(options, "DTV_INDEX", hotSpot.dtvIndex());
    define(options, "TLS_OFFSET", hotSpot.tlsOffset());
    define(options, "JAVA_THREAD_VTABLE", hotSpot.javaThreadVtable());
    define(options, "THREAD_OSTHREAD", hotSpot.threadOsthread());
    define(options, "OSTHREAD_STATE", hotSpot.osthreadState());
    define(options, "JAVA_THREAD_STATE", hotSpot.javaThreadState());
    define(options, "MONITOR_OWNER_ID", hotSpot.javaThreadMonitorOwnerId());
    define(options, "JAVA_THREAD_SIZE", hotSpot.javaThreadSize());
    define(options, "SLEEP_EVENT", hotSpot.javaThreadSleepEvent());
    define(options, "SLEEP_EVENT_SIZE", hotSpot.sleepEventSize());
    define(options, "MONITOR_WAIT_STATE", hotSpot.stateMonitorWait());
    define(options, "CONDVAR_WAIT_STATE", hotSpot.stateCondvarWait());
    define(options, "OBJECT_WAIT_STATE", hotSpot.stateObjectWait());
    define(options, "THREAD_IN_NATIVE", hotSpot.threadInNative());
    define(options, "FILE_TYPE", types.struct("file").orElseThrow());
    define(options, "KREF_TYPE", types.struct("kref").orElseThrow());
    if (types.member("task_struct", "throttled").isPresent()) {
      define(options, "TASK_THROTTLED", 1);
    }
    preemptCount.ifPresent(distance -> define(options, "PREEMPT_COUNT", distance));
    return options;
  }

  private static void define(List<String> options, String name, long value) {
    options.add("-D" + name + "=" + (Math.abs(value) > Integer.MAX_VALUE ? value + "LL" : value));
  }
}
