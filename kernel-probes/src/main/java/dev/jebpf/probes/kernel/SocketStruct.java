package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A socket as system calls see it, `linux/net.h`.
@Struct("socket")
public interface SocketStruct extends KernelStruct {
  @Member("sk")
  Sock sock();
}
