package dev.jebpf.linux;

/// The door to the kernel: one method, so that a test can stand in for all of Linux.
///
/// May be used from any thread.
@FunctionalInterface
public interface Kernel {

  /// Makes a system call.
  ///
  /// @return what the kernel returned: a negated errno when it failed (see [Errno#of(long)])
  long call(SystemCall call, long a, long b, long c, long d, long e, long f);

  /// A call with four arguments or fewer; the others are 0.
  default long call(SystemCall call, long a, long b, long c, long d) {
    return call(call, a, b, c, d, 0, 0);
  }

  /// A call with three arguments or fewer; the others are 0.
  default long call(SystemCall call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  /// The kernel this JVM runs on. The first use links a foreign function, which takes some tens of
  /// milliseconds in a cold JVM: keep it off a start-up path.
  ///
  /// @throws UnsupportedOperationException if this is not Linux on x86-64 or aarch64
  static Kernel running() {
    return NativeKernel.INSTANCE;
  }
}
