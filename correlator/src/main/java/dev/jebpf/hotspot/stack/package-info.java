/// Java stacks from outside the JVM's own stack walkers: the raw stack of a thread, copied by a
/// kernel program at some moment, becomes frames with method, bytecode index and line.
///
/// ```java
/// StackDecoder decoder = StackDecoder.ofThisProcess(Kernel.running());
/// DecodedStack stack = decoder.decode(image);
/// stack.frames().forEach(frame -> log(frame.method(), frame.line()));
/// ```
///
/// A stack refers to code and methods that stay only as long as some thread uses them, so it is
/// decoded soon, and what is read is checked: a program counter must be where the code of a method
/// returns to, a method's scopes must be those of its code, a caller must be at an invoke bytecode.
/// What does not fit is refused with the reason. A wrong stack is worse than none.
///
/// All offsets are bound by name; what HotSpot does not export by name stands in
/// [dev.jebpf.hotspot.stack.FrameLayout] and [dev.jebpf.hotspot.stack.MethodLayout] with its
/// source.
@NullMarked
package dev.jebpf.hotspot.stack;

import org.jspecify.annotations.NullMarked;
