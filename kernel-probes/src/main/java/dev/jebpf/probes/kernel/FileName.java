package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A path that user space gave, `linux/fs.h`.
@Struct("filename")
public interface FileName extends KernelStruct {
  /// User address of the text.
  @Member("uptr")
  long given();
}
