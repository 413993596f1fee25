/// Virtual machines with Debian's own kernels, made on the spot, that run our tests inside:
/// `./jebpf test --guest 6.1 [TESTCLASS...]`.
///
/// From the archive through an apt of its own ([DebianSuite]) come a kernel, a C library and
/// busybox; with a JDK, the built classes and an init they are packed into an [Initramfs] and
/// booted by QEMU without hardware support ([Guest]), so that it works for every user and
/// everywhere.
///
/// ```
/// var kernel = GuestKernel.named(root, "6.1");
/// var system = new GuestSystem(root, cache, kernel, GuestJdk.of(root, kernel.machine()));
/// Path image = system.write(initramfs, run);
/// var guest = new Guest(kernel.machine(), directory, silence, limit, run.countsInstructions());
/// Path results = guest.run(image, initramfs, log);
/// ```
@NullMarked
package dev.jebpf.guest;

import org.jspecify.annotations.NullMarked;
