package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A connection or listener of the network stack, `net/sock.h`. Addresses are in network order,
/// IPv6 in four words.
@Struct("sock")
public interface Sock extends KernelStruct {
  @Member("__sk_common.skc_family")
  int family();

  @Member("__sk_common.skc_state")
  int tcpState();

  /// `IPPROTO_*`.
  @Member("sk_protocol")
  int protocol();

  /// A positive errno.
  @Member("sk_err")
  int error();

  /// Network order.
  @Member("__sk_common.skc_dport")
  int remotePort();

  /// Host order; 0 once the port was given back.
  @Member("__sk_common.skc_num")
  int localPort();

  @Member("__sk_common.skc_daddr")
  int remote4();

  @Member("__sk_common.skc_rcv_saddr")
  int local4();

  @Member(value = "__sk_common.skc_v6_daddr.in6_u.u6_addr32[0]", optional = true)
  int remote6A();

  @Member(value = "__sk_common.skc_v6_daddr.in6_u.u6_addr32[1]", optional = true)
  int remote6B();

  @Member(value = "__sk_common.skc_v6_daddr.in6_u.u6_addr32[2]", optional = true)
  int remote6C();

  @Member(value = "__sk_common.skc_v6_daddr.in6_u.u6_addr32[3]", optional = true)
  int remote6D();

  @Member(value = "__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32[0]", optional = true)
  int local6A();

  @Member(value = "__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32[1]", optional = true)
  int local6B();

  @Member(value = "__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32[2]", optional = true)
  int local6C();

  @Member(value = "__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32[3]", optional = true)
  int local6D();
}
