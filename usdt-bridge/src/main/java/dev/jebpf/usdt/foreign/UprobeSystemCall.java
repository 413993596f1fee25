package dev.jebpf.usdt.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The system call `uprobe` of x86-64, which optimised probe sites make by way of a trampoline of
/// the kernel's. From anywhere else it does nothing but fail, and the way it fails tells which
/// instruction this kernel optimises (`arch/x86/kernel/uprobes.c`; libbpf asks in the same way).
public final class UprobeSystemCall {
  /// The kernel optimises ten-byte nops.
  public static final int EPROTO = 71;

  /// The kernel optimises five-byte nops.
  public static final int ENXIO = 6;

  private static final long NUMBER = 336;

  private UprobeSystemCall() {}

  /// Makes the call.
  ///
  /// @return the errno, or 0 if it did not fail
  @SuppressWarnings("restricted")
  public static int errno() {
    Linker linker = Linker.nativeLinker();
    MethodHandle syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(Linker.Option.captureStateLayout());
      long result = (long) syscall.invokeExact(captured, NUMBER);
      return result == 0 ? 0 : captured.get(JAVA_INT, 0);
    } catch (Throwable impossible) {
      throw new AssertionError("syscall(2) does not throw", impossible);
    }
  }
}
