/// The parts that the programs of kernel events are put together from: the values an event carries
/// and the condition under which there is one.
///
/// An expression of the user's becomes a tree of these objects. They are written in the language of
/// kernel programs ([dev.jebpf.lang]), and the tree is a constant of its program, so the compiler
/// follows it and inlines every node: nothing of the tree is left at run time. On the JVM the same
/// tree computes the same, given a [dev.jebpf.lang.Context] and helpers of a test.
///
/// ```java
/// Term count = new Narrowed(new ContextWord(16, 8), 8, false);
/// Test wanted = new Inverse(new Less(count, new Constant(4096))); // count >= 4096
/// ```
@NullMarked
package dev.jebpf.event.code;

import org.jspecify.annotations.NullMarked;
