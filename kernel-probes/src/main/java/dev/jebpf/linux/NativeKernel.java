package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// [Kernel] by the C library's `long syscall(long number, ...)`: a single foreign function for
/// every system call, so that only one is linked.
final class NativeKernel implements Kernel {
  static final Kernel INSTANCE = new NativeKernel(Architecture.running());

  private static final MethodHandle SYSCALL = link();

  /// Where a thread's errno is captured: `Linker.Option.captureStateLayout()`, whose only member on
  /// Linux is the `int` `errno`.
  private static final ThreadLocal<MemorySegment> CAPTURED =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private final Architecture architecture;

  private NativeKernel(Architecture architecture) {
    this.architecture = architecture;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        type,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }

  @Override
  public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
    MemorySegment captured = CAPTURED.get();
    long result;
    try {
      result =
          (long) SYSCALL.invokeExact(captured, (long) call.number(architecture), a, b, c, d, e, f);
    } catch (Throwable impossible) {
      throw new AssertionError("syscall(2) does not throw", impossible);
    }
    return result == -1 ? -captured.get(JAVA_INT, 0) : result;
  }
}
