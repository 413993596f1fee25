package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A mounted file system, `linux/fs.h`.
@Struct("super_block")
public interface SuperBlock extends KernelStruct {
  @Member("s_dev")
  int device();
}
