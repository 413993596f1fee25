/// From SSA to instructions: selection on virtual registers ([Selector]), register allocation by
/// graph colouring ([Allocator]) and emission ([Emitter]).
@NullMarked
package dev.jebpf.compiler.backend;

import org.jspecify.annotations.NullMarked;
