/// The few foreign functions that probes need, and this module's only restricted calls: loading the
/// file of probes, calling a site, asking the kernel how it patches sites.
///
/// The module has its own rather than those of another one: three functions of the C library and
/// one machine instruction are not worth a dependency to whoever wants probes and nothing else.
///
/// ```java
/// MemorySegment semaphores = DynamicLinker.load(file, "jebpf_usdt_semaphores", size);
/// SiteCall.of(2).invokeExact(site, 42L, 7L);
/// ```
///
/// Callers need native access: `--enable-native-access=ALL-UNNAMED` or the name of the module.
@NullMarked
package dev.jebpf.usdt.foreign;

import org.jspecify.annotations.NullMarked;
