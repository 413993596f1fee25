/// What HotSpot says of itself: the offsets, sizes and constants that `libjvm.so` exports for the
/// serviceability agent, bound by name, and where a thread keeps its `Thread*`.
///
/// A name that this JVM lacks switches a capability off with a reason; nothing is guessed. Memory
/// of the VM that may go away is read through the kernel, which answers with an error where a plain
/// read would kill the JVM.
///
/// ```java
/// HotSpotVm vm = HotSpotVm.bind(Kernel.running(), JebpfThreads::eetop);
/// if (vm.offsets().available()) { ... } else { report(vm.reason()); }
/// ```
@NullMarked
package dev.jebpf.hotspot.vm;

import org.jspecify.annotations.NullMarked;
