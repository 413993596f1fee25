package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// The Internet part of a [Sock], which it starts with; `net/inet_sock.h`.
@Struct("inet_sock")
public interface InetSock extends KernelStruct {
  /// Network order; stays when the port is given back.
  @Member("inet_sport")
  int sourcePort();
}
