package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// An open file, `linux/fs.h`.
@Struct("file")
public interface FileStruct extends KernelStruct {
  @Member("f_inode")
  Inode inode();

  @Member("f_path.dentry")
  Dentry dentry();

  @Member("f_path.mnt")
  VfsMount mount();

  /// The `struct socket *` when it is a socket.
  @Member("private_data")
  long privateData();
}
