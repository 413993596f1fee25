package dev.jebpf.correlator;

import dev.jebpf.elf.ElfMachine;
import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.hotspot.stack.StackImage;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.unwind.NativeImage;
import dev.jebpf.unwind.NativeOutcome;
import dev.jebpf.unwind.NativeStack;
import dev.jebpf.unwind.NativeUnwinder;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The native frames of blocked threads. One thread at a time.
final class NativeStacks {
  private final @Nullable StackDecoder decoder;
  private final NativeUnwinder unwinder = new NativeUnwinder(Kernel.running());
  private final boolean supported = ElfMachine.running() == ElfMachine.X86_64;

  /// @param decoder knows where Java code is; null when stacks can't be had
  NativeStacks(@Nullable StackDecoder decoder) {
    this.decoder = decoder;
  }

  /// Reads the libraries, which later would hold up the first stack.
  void load() {
    if (supported && decoder != null) {
      unwinder.load();
    }
  }

  /// Those of a record.
  ///
  /// @param stack what it has of the stack
  NativeStack of(BlockedRecord record, MemorySegment stack) {
    StackCopied copied = StackCopied.of(record.copied());
    StackDecoder java = decoder;
    if (copied != StackCopied.COPIED || java == null) {
      return absent(copied.label());
    }
    if (record.userPc() == 0) {
      return absent(supported ? "on another stack than Java" : "not on aarch64");
    }
    var image = StackImage.of(record, stack);
    return unwinder.unwind(NativeImage.of(record, stack), pc -> java.isCodeOf(pc, image));
  }

  private static NativeStack absent(String reason) {
    return NativeStack.refused(NativeOutcome.ABSENT, reason);
  }
}
