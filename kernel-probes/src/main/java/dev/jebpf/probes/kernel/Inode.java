package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A file, `linux/fs.h`.
@Struct("inode")
public interface Inode extends KernelStruct {
  @Member("i_mode")
  int mode();

  @Member("i_ino")
  long number();

  @Member("i_sb")
  SuperBlock superBlock();
}
