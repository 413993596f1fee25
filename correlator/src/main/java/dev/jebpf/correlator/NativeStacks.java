package dev.jebpf.correlator;

import dev.jebpf.elf.ElfMachine;
import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.unwind.NativeOutcome;
import dev.jebpf.unwind.NativeStack;
import dev.jebpf.unwind.NativeUnwinder;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The native frames of blocked threads. One thread at a time.
final class NativeStacks {
  private final @Nullable JavaStacks java;
  private final NativeUnwinder unwinder = new NativeUnwinder(Kernel.running());
  private final boolean supported = ElfMachine.running() == ElfMachine.X86_64;

  /// @param decoder knows where Java code is; null when stacks can't be had
  NativeStacks(@Nullable StackDecoder decoder) {
    java = decoder == null ? null : new JavaStacks(decoder, unwinder);
  }

  /// The Java stacks that native frames lead to; null when stacks can't be had.
  @Nullable JavaStacks java() {
    return java;
  }

  /// Reads the libraries, which later would hold up the first stack.
  void load() {
    if (supported && java != null) {
      unwinder.load();
    }
  }

  /// Those of a record.
  ///
  /// @param stack what it has of the stack
  NativeStack of(BlockedRecord record, MemorySegment stack) {
    StackCopied copied = StackCopied.of(record.copied());
    if (copied != StackCopied.COPIED || java == null) {
      return absent(copied.label());
    }
    if (record.sp() == 0) {
      return absent(StackCopied.NO_ANCHOR.label()); // nothing tells whether they arrive
    }
    if (record.userPc() == 0) {
      return absent(supported ? "on another stack than Java" : "not on aarch64");
    }
    return java.natives(record, stack);
  }

  private static NativeStack absent(String reason) {
    return NativeStack.refused(NativeOutcome.ABSENT, reason);
  }
}
