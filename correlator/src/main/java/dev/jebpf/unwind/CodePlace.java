package dev.jebpf.unwind;

import dev.jebpf.elf.cfi.UnwindRow;

/// A place in native code: which, and how to come to its caller.
record CodePlace(NativeFrame frame, UnwindRow row) {}
