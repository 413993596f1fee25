package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// The open files of a process, `linux/fdtable.h`.
@Struct("files_struct")
public interface FilesStruct extends KernelStruct {
  @Member("fdt")
  FdTable table();
}
