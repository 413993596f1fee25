package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/// Keeps signals away from a system call that gives up when one is pending.
///
/// A profiler sends the thread one for every slice of CPU time it uses, so a call that takes longer
/// than a slice would be interrupted each time it is tried. What is blocked meanwhile stays pending
/// and is delivered right after it, or is taken by another thread if it was sent to the process.
///
/// Let through are
/// - what an instruction of the thread itself causes: HotSpot's null checks, safepoint polls and
///   stack banging are `SIGSEGV` and its like, and a blocked one ends the process
///   (`force_sig_info_to_task` in `kernel/signal.c`);
/// - `SIGUSR2`, by which HotSpot suspends a thread to sample it (`SR_signum` in
///   `os/posix/signals_posix.cpp`), and waits for its answer;
/// - 32 to 34, by which glibc and musl cancel threads and change the user of all of them.
public final class SignalMask {
  /// `sizeof(sigset_t)` as the kernel has it.
  private static final long SET_SIZE = 8;

  private static final int SIG_BLOCK = 0;
  private static final int SIG_SETMASK = 2;

  /// `SIGILL`, `SIGTRAP`, `SIGABRT`, `SIGBUS`, `SIGFPE`, `SIGSEGV`, `SIGUSR2`, `SIGSYS` by their
  /// numbers on x86-64 and aarch64 (`asm-generic/signal.h`), and the C library's.
  private static final long LET_THROUGH = set(4, 5, 6, 7, 8, 11, 12, 31, 32, 33, 34);

  private SignalMask() {}

  private static long set(int... signals) {
    long set = 0;
    for (int signal : signals) {
      set |= 1L << (signal - 1);
    }
    return set;
  }

  /// Makes a call, which must not wait for another thread, with signals blocked. Not so on a
  /// virtual thread, which has no signals of its own and might leave its carrier with them blocked.
  ///
  /// @return what the call returned
  public static long whileBlocked(Kernel kernel, LongSupplier call) {
    if (Thread.currentThread().isVirtual()) {
      return call.getAsLong();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocked = arena.allocateFrom(JAVA_LONG, ~LET_THROUGH);
      MemorySegment before = arena.allocate(JAVA_LONG);
      change(kernel, SIG_BLOCK, blocked.address(), before.address(), "block signals");
      try {
        return call.getAsLong();
      } finally {
        change(kernel, SIG_SETMASK, before.address(), 0, "let signals through again");
      }
    }
  }

  private static void change(Kernel kernel, int how, long set, long before, String attempted) {
    long result = kernel.call(SystemCall.RT_SIGPROCMASK, how, set, before, SET_SIZE);
    LinuxException.check(SystemCall.RT_SIGPROCMASK, result, attempted);
  }
}
