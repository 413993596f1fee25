/// Programs: what the compiler makes, and what the kernel has accepted.
///
/// A [ProgramSpec] is a value; a [LoadedProgram] owns a file descriptor and is closed by whoever
/// loaded it.
///
/// ```java
/// ProgramLoader loader = ProgramLoader.of(kernel);
/// try (LoadedProgram program = loader.load(spec)) {
///   program.run(context);
/// }
/// ```
///
/// A program that the kernel's verifier refuses throws [VerifierException], which names the line of
/// Java source.
@NullMarked
package dev.jebpf.program;

import org.jspecify.annotations.NullMarked;
