package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.Target;

/// What the program is compiled for.
///
/// @param arguments how its arguments lie in the context
public record Environment(KernelTypes types, Target target, Arguments arguments) {}
