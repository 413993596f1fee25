package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A request of io_uring, `linux/io_uring_types.h` (6.1 and newer; `fs/io_uring.c` before).
@Struct("io_kiocb")
public interface IoRequest extends KernelStruct {
  @Member("file")
  FileStruct file();

  /// What the completion will say: bytes or a negative errno.
  @Member({"cqe.res", "result"})
  int result();
}
