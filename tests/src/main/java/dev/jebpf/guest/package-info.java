/// Virtual machines with Debian's own kernels, made on the spot, that run our tests inside:
/// `./jebpf test --guest 6.1 [TESTCLASS...]`.
///
/// From the archive through an apt of its own ([DebianSuite]) come a kernel, a C library and
/// busybox; with a JDK, the built classes and an init they are packed into an [Initramfs] and
// booted
/// by QEMU without hardware support ([Guest]), so that it works for every user and everywhere.
///
/// ```
/// var kernel = GuestKernel.all(root).getFirst();
/// var system = GuestSystem.of(cache, kernel, javaHome);
/// new Guest(system).run(...);
/// ```
@NullMarked
package dev.jebpf.guest;

import org.jspecify.annotations.NullMarked;
