package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.Upid;

/// The ids of a thread in the PID namespaces it is visible in: an array at the end of `struct pid`
/// (`linux/pid.h`), from the initial namespace's to the innermost's.
final class PidNumbers {
  /// `sizeof(struct upid)`: `{ int nr; struct pid_namespace *ns; }`.
  private static final int UPID_BYTES = 16;

  private final Helpers helpers;

  PidNumbers(Helpers helpers) {
    this.helpers = helpers;
  }

  /// @param level at most that of `pid`
  Upid at(Pid pid, int level) {
    return helpers.cast(Upid.class, helpers.address(pid.first()) + (long) level * UPID_BYTES);
  }
}
