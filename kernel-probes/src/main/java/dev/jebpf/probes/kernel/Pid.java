package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A thread id in each PID namespace it is visible in, `linux/pid.h`.
@Struct("pid")
public interface Pid extends KernelStruct {
  /// Depth of the innermost namespace, 0 for the initial one.
  int level();

  /// The first of `level + 1`.
  @Member("numbers[0]")
  Upid first();
}
