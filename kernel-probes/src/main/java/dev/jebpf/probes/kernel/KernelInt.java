package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// An `int` of the kernel at an address that no structure leads to, seen as a `kref`,
/// `linux/kref.h`, which is nothing else.
@Struct("kref")
public interface KernelInt extends KernelStruct {
  @Member("refcount.refs.counter")
  int value();
}
