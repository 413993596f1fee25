package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.Target;

/// What the program is compiled for.
///
/// @param typedContext whether the verifier knows pointers among the words of the context
public record Environment(KernelTypes types, Target target, boolean typedContext) {}
