/// Takes a program object through the compiler: its entry points, the passes, the back end.
///
/// ```java
/// ProgramCompiler compiler = new ProgramCompiler(kernelTypes, target);
/// List<ProgramSpec> specs = compiler.compile(new CountSwitches(helpers, tgid, counters));
/// ```
@NullMarked
package dev.jebpf.compiler.driver;

import org.jspecify.annotations.NullMarked;
