package dev.jebpf.unwind;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jebpf.elf.cfi.CfiException;
import dev.jebpf.elf.cfi.Registers;
import dev.jebpf.elf.cfi.StackWords;
import dev.jebpf.probes.BlockedRecord;
import java.lang.foreign.MemorySegment;

/// A thread in user space as it was at a system call.
///
/// @param registers those that functions give back as they found them, the stack pointer and the
/// program counter
/// @param start the address that `bytes` were copied from
/// @param javaSp where the last Java frame begins, `JavaFrameAnchor::_last_Java_sp`; 0 where
/// HotSpot has not noted it
public record NativeImage(Registers registers, long start, MemorySegment bytes, long javaSp)
    implements StackWords {
  /// What a record has of one.
  ///
  /// @param record with a stack, and a [BlockedRecord#userPc]
  public static NativeImage of(BlockedRecord record, MemorySegment stack) {
    var registers =
        Registers.of(
            record.userPc(),
            record.userSp(),
            record.rbx(),
            record.rbp(),
            record.r12(),
            record.r13(),
            record.r14(),
            record.r15());
    return new NativeImage(registers, record.stackStart(), stack, record.sp());
  }

  @Override
  public long at(long address) throws CfiException {
    long offset = address - start;
    if (offset < 0 || offset > bytes.byteSize() - Long.BYTES) {
      throw new CfiException("not on the stack: address=0x" + Long.toHexString(address));
    }
    return bytes.get(JAVA_LONG_UNALIGNED, offset);
  }
}
