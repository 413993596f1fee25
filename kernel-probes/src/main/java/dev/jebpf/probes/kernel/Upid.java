package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A thread id in one PID namespace, `linux/pid.h`.
@Struct("upid")
public interface Upid extends KernelStruct {
  @Member("nr")
  int number();

  @Member("ns")
  PidNamespace namespace();
}
