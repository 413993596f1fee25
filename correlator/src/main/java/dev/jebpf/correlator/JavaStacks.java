package dev.jebpf.correlator;

import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.Registers;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.LeafCall;
import dev.jebpf.hotspot.stack.Outcome;
import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.hotspot.stack.StackImage;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.StackCopied;
import dev.jebpf.unwind.NativeFrame;
import dev.jebpf.unwind.NativeImage;
import dev.jebpf.unwind.NativeStack;
import dev.jebpf.unwind.NativeUnwinder;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The Java stacks of records. One thread at a time.
///
/// Where HotSpot has noted the last Java frame, they begin there. Where it has not, for generated
/// code called a function of the JVM by a leaf call, the native frames lead to that frame.
public final class JavaStacks {
  private final StackDecoder decoder;
  private final NativeUnwinder unwinder;

  public JavaStacks(StackDecoder decoder, NativeUnwinder unwinder) {
    this.decoder = decoder;
    this.unwinder = unwinder;
  }

  /// That of a record with a stack.
  ///
  /// @param stack what it has of it
  public DecodedStack of(BlockedRecord record, MemorySegment stack) {
    long taken = record.start() + record.duration();
    StackImage image = StackImage.of(record, stack);
    if (image.sp() != 0) {
      return decoder.decode(image, taken);
    }
    LeafCall call = leafCall(natives(record, stack));
    return call == null
        ? DecodedStack.refused(Outcome.ABSENT, StackCopied.NO_ANCHOR.label())
        : decoder.decode(image, call, taken);
  }

  /// The native frames of a record with a stack, and the registers of its thread's system call.
  NativeStack natives(BlockedRecord record, MemorySegment stack) {
    StackImage image = StackImage.of(record, stack);
    return unwinder.unwind(
        NativeImage.of(record, stack),
        pc -> image.sp() == 0 ? decoder.isCode(pc) : decoder.isCodeOf(pc, image));
  }

  /// How Java came to native frames; null where that is not known, as of a thread that is in no
  /// Java method.
  private static @Nullable LeafCall leafCall(NativeStack natives) {
    Registers java = natives.java();
    if (java == null) {
      return null;
    }
    NativeFrame called = natives.frames().getLast();
    try {
      return called.function() == null
          ? null
          : new LeafCall(
              called.function(),
              called.entry(),
              java.get(Registers.PC),
              java.get(Registers.SP),
              java.get(Registers.RBP),
              java.get(Registers.R13));
    } catch (CfiException _) {
      return null; // a table that does not tell of all that a function gives back
    }
  }
}
