/// Running JVMs as procfs shows them, and the way into them.
///
/// ```java
/// var jvm = JvmProcess.of(Path.of("/proc"), 4711);
/// jvm.obstacle(Path.of("jebpf.jar"));   // empty, or why not and what to do
/// ```
@NullMarked
package dev.jebpf.cli.process;

import org.jspecify.annotations.NullMarked;
