package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;
import org.jspecify.annotations.Nullable;

/// The one kernel function that is being timed on each thread: the outermost, so that what it calls
/// (`vfs_fsync_range` of a synchronous write, `vfs_read` of the file below an overlay) is not
/// counted again.
///
/// While it runs, [Slot#syscall] is
///
/// ```
/// 63   48 47     40 39      32 31              0
/// |  0   |  depth  | function |     frame      |
/// ```
///
/// [Slot#enteredAt] its start and [Slot#argument] an address it was given. *Depth* counts calls of
/// the same function within, whose returns come first. A return that the kernel does not report (it
/// follows only so many kretprobes at a time) must not hide all that comes after: *frame* tells
/// where on the stack the function runs, and what is called from it lies below. A call that begins
/// at the same place or above it comes after its end.
final class FunctionCalls {
  private static final long FRAME = 0xffff_ffffL;
  private static final int FUNCTION_SHIFT = 32;
  private static final int FUNCTION_MASK = 0xff;
  private static final int DEPTH_SHIFT = 40;
  private static final long ONE_DEEPER = 1L << DEPTH_SHIFT;

  private final Helpers helpers;
  private final Threads threads;
  private final PolledDescriptor polled;
  private final Losses losses;

  FunctionCalls(Helpers helpers, Threads threads, Losses losses) {
    this.helpers = helpers;
    this.threads = threads;
    this.polled = new PolledDescriptor(helpers);
    this.losses = losses;
  }

  /// The current thread's slot if it is about to call the function as the outermost one; null if
  /// it is not traced, or in another call already.
  @Nullable Slot entering(int function) {
    TaskStruct task = threads.current();
    if (!threads.traced(task)) {
      return null;
    }
    Slot slot = threads.find(task);
    if (slot == null) {
      losses.callUnaccounted();
      return null;
    }
    long call = slot.syscall();
    if (call <= 0) {
      return slot;
    }
    if (helpers.frame() < (call & FRAME)) {
      if (function(call) == function) {
        slot.syscall(call + ONE_DEEPER);
      }
      return null;
    }
    losses.callUnaccounted();
    slot.syscall(0);
    return slot;
  }

  /// The call that was [#entering] is one to be timed.
  ///
  /// @param argument an address to be remembered until it returns
  void begin(Slot slot, int function, long argument) {
    PtRegs regs = registers();
    slot.enteredAt(polled.start(slot, regs, helpers.ktimeGetNs()));
    slot.argument(argument);
    slot.syscall((long) function << FUNCTION_SHIFT | helpers.frame());
  }

  /// The user registers of the current thread.
  PtRegs registers() {
    return threads.registers(threads.current());
  }

  /// The current thread's slot if the function that has returned is the one being timed, else null.
  @Nullable Slot returning(int function) {
    TaskStruct task = threads.current();
    if (!threads.traced(task)) {
      return null;
    }
    Slot slot = threads.find(task);
    if (slot == null) {
      return null;
    }
    long call = slot.syscall();
    if (call <= 0 || function(call) != function) {
      return null;
    }
    if (call >>> DEPTH_SHIFT != 0) {
      slot.syscall(call - ONE_DEEPER);
      return null;
    }
    return slot;
  }

  private static int function(long call) {
    return (int) (call >>> FUNCTION_SHIFT) & FUNCTION_MASK;
  }
}
