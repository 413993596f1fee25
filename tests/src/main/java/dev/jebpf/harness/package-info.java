/// Child JVMs with the agent, and what came out of them: for the integration tests and the
/// benchmarks.
///
/// ```java
/// var run = ChildJvm.of(Busy.class)
///     .agent("file=" + recording, "methods=" + Busy.class.getName() + "::work")
///     .run(Duration.ofSeconds(30));
/// var breakdown = Breakdown.of(recording);
/// ```
@NullMarked
package dev.jebpf.harness;

import org.jspecify.annotations.NullMarked;
