package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// The TCP part of a [Sock], which it starts with; `linux/tcp.h`.
@Struct("tcp_sock")
public interface TcpSock extends KernelStruct {
  @Member(value = "bytes_sent", optional = true)
  long bytesSent();

  @Member("bytes_received")
  long bytesReceived();

  @Member("total_retrans")
  int retransmits();

  /// In eighths of a microsecond.
  @Member("srtt_us")
  int smoothedRoundTrip();
}
