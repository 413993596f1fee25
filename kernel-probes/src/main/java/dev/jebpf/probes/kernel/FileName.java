package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A path that user space gave, and the kernel copied, `linux/fs.h`.
@Struct("filename")
public interface FileName extends KernelStruct {
  /// Kernel address of the text. Where user space had it, 7.2 no longer says.
  @Member("name")
  long text();
}
