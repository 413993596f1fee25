package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Struct;

/// An embedded array of characters, good for its address only.
@Struct("char")
public interface CharArray extends KernelStruct {}
