/// The command line in jebpf.jar.
///
/// ```java
/// int exitCode = Main.of(System.out, System.err).run("breakdown", "orders.jfr", "--by", "method");
/// ```
///
/// Exit codes: 0 done, 1 the operation failed, 2 the command line was wrong.
@NullMarked
package dev.jebpf.cli;

import org.jspecify.annotations.NullMarked;
