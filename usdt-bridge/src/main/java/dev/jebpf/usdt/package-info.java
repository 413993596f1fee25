/// USDT probes defined in Java: bpftrace, bcc, perf, SystemTap and gdb find them as they find those
/// that C programs define with `<sys/sdt.h>`.
///
/// ```java
/// private static final UsdtProvider ACME = UsdtProvider.create("acme");
/// private static final UsdtProbe PLACED = ACME.probe("order_placed", long.class, String.class);
///
/// if (PLACED.isEnabled()) {
///   PLACED.fire(order.id(), order.customer());
/// }
/// ```
///
/// ```
/// bpftrace -p PID -e 'usdt::acme:order_placed { printf("%d %s\n", arg0, str(arg1)); }'
/// ```
///
/// The probes of a JVM live in a shared object that this package writes, loads and removes at the
/// JVM's end. Whoever attaches makes the kernel count up a semaphore in the object's memory, which
/// is all that a probe reads while nobody listens; a probe that fires calls its own few bytes of
/// machine code with the arguments where its note says they are.
///
/// Minimum: JDK 25 with native access; Linux 4.20, whose uprobes know `ref_ctr_offset`, on x86-64
/// or aarch64.
@NullMarked
package dev.jebpf.usdt;

import org.jspecify.annotations.NullMarked;
