package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A name in a directory, `linux/dcache.h`.
@Struct("dentry")
public interface Dentry extends KernelStruct {
  /// Itself at the root.
  @Member("d_parent")
  Dentry parent();

  /// Address of the NUL-terminated name.
  @Member({"d_name.name", "__d_name.name"})
  long name();
}
