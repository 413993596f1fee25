package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A probe's place in a file. A record, whose fields the compiler takes for constants when the
/// probe is one.
///
/// @param image the file
/// @param index of the site in it
/// @param code the address of the site
/// @param semaphore how many tracers are attached; the kernel writes it
record Site(ImageFile image, int index, MemorySegment code, MemorySegment semaphore) {
  private static final VarHandle SEMAPHORE = JAVA_SHORT.varHandle();

  /// Whether anyone listens. An opaque read: a plain one could be moved out of a loop, which would
  /// then never see a tracer come.
  boolean isAttached() {
    return (short) SEMAPHORE.getOpaque(semaphore, 0L) != 0;
  }
}
