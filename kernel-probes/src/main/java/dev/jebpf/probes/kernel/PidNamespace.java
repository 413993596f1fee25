package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A PID namespace, `linux/pid_namespace.h`.
@Struct("pid_namespace")
public interface PidNamespace extends KernelStruct {
  /// The inode number that `/proc/PID/ns/pid` shows, unique among live namespaces.
  @Member("ns.inum")
  int inode();
}
