package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A mount, `fs/mount.h`.
@Struct("mount")
public interface Mount extends KernelStruct {
  /// Itself at the root of the namespace.
  @Member("mnt_parent")
  Mount parent();

  @Member("mnt_mountpoint")
  Dentry mountPoint();

  /// Embedded.
  @Member("mnt")
  VfsMount visible();
}
