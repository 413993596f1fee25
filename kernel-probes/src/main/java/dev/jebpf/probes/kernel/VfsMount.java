package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// The part of a mount that file systems see, `linux/mount.h`.
@Struct("vfsmount")
public interface VfsMount extends KernelStruct {
  @Member("mnt_root")
  Dentry root();
}
