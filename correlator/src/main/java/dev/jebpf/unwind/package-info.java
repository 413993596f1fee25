/// Native frames: those of the C library, of the JVM and of JNI libraries that lie between the
/// kernel and the last Java frame of a thread.
///
/// ```java
/// NativeUnwinder unwinder = new NativeUnwinder(Kernel.running());
/// NativeStack stack = unwinder.unwind(image, pc -> decoder.isCodeOf(pc, javaStack));
/// stack.frames().forEach(System.out::println); // pthread_cond_wait+0x121 (libc.so.6)
/// ```
///
/// They have no frame pointers. A kernel program copies the registers with which the thread entered
/// the kernel and its raw stack; here each frame's caller is found by the unwind tables of the
/// mapped files ([dev.jebpf.elf.cfi]). HotSpot knows exactly where the last Java frame begins. A
/// stack that does not arrive there, at its very address and in its very code, is refused: a wrong
/// stack is worse than none.
@NullMarked
package dev.jebpf.unwind;

import org.jspecify.annotations.NullMarked;
