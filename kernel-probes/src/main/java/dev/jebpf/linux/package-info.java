/// Linux as this project needs it: system calls, errno, file descriptors and mapped memory.
///
/// [Kernel] is the one door: everything that asks the kernel for something takes one, and a unit
/// test hands it a fake. No other package of this module uses restricted methods of
/// `java.lang.foreign`.
///
/// ```java
/// Kernel kernel = Kernel.running();
/// try (Epoll epoll = Epoll.open(kernel)) {
///   epoll.add(descriptor, Epoll.IN);
///   epoll.await(Duration.ofMillis(100));
/// }
/// ```
///
/// What fails throws [LinuxException], which says what was attempted, the errno by name and what
/// the user can do about it. Supported are x86-64 and aarch64, which share errno values and every
/// structure used here but `struct epoll_event`.
@NullMarked
package dev.jebpf.linux;

import org.jspecify.annotations.NullMarked;
