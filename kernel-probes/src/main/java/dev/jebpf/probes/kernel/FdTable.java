package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// Descriptor to file, `linux/fdtable.h`.
@Struct("fdtable")
public interface FdTable extends KernelStruct {
  @Member("max_fds")
  int capacity();

  /// Address of an array of `struct file *`.
  @Member("fd")
  long files();
}
