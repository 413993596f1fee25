package dev.jebpf.probes;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/// What a thread asleep in a system call counts as, decided from user space like [SleepReasons]
/// decides it in the kernel: for threads that were asleep before the programs were attached.
public final class SleepingCalls {
  private static final int FUTEX_TIMEOUT = 3;

  private final Map<Long, Syscall> byNumber = new HashMap<>();

  /// What the number and the arguments do not tell.
  public interface Details {
    /// The state of a thread in a futex.
    ///
    /// @param address of the futex
    /// @param timeout address of the timeout; 0 for none
    State futex(long address, long timeout);

    /// The state of a thread that waits for a descriptor, by what that is.
    State descriptor(int descriptor);

    /// The `int` at a user address, 0 if it cannot be read.
    int userInt(long address);
  }

  private SleepingCalls(boolean x86) {
    for (Syscall call : Syscall.values()) {
      byNumber.put((long) (x86 ? call.x86() : call.aarch64()), call);
    }
    byNumber.remove(-1L);
  }

  /// With the numbers of x86-64.
  public static SleepingCalls x86() {
    return new SleepingCalls(true);
  }

  /// With the numbers of aarch64.
  public static SleepingCalls aarch64() {
    return new SleepingCalls(false);
  }

  /// The state of a thread asleep in the system call of this number.
  ///
  /// @param argument the call's arguments, from 0
  public State state(long number, IntToLongFunction argument, Details details) {
    Syscall call = byNumber.get(number);
    if (call == null) {
      return State.OTHER;
    }
    return switch (call.syscallClass()) {
      case SyscallClass.FUTEX ->
          details.futex(argument.applyAsLong(0), argument.applyAsLong(FUTEX_TIMEOUT));
      case SyscallClass.SLEEP -> State.SLEEP;
      case SyscallClass.MEMORY -> State.VM;
      case SyscallClass.PATH, SyscallClass.CLOSE -> State.FILE;
      case SyscallClass.DESCRIPTOR -> details.descriptor((int) argument.applyAsLong(0));
      case SyscallClass.SOCKET -> State.NETWORK;
      case SyscallClass.POLL -> State.POLL;
      case SyscallClass.SELECT -> (int) argument.applyAsLong(0) == 0 ? State.SLEEP : State.POLL;
      case SyscallClass.POLL_FEW ->
          switch ((int) argument.applyAsLong(1)) {
            case 0 -> State.SLEEP;
            case 1 -> details.descriptor(details.userInt(argument.applyAsLong(0)));
            default -> State.POLL;
          };
      default -> State.OTHER;
    };
  }
}
