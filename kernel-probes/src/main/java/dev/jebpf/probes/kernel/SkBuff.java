package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A packet, `linux/skbuff.h`.
@Struct("sk_buff")
public interface SkBuff extends KernelStruct {
  @Member("len")
  int length();
}
