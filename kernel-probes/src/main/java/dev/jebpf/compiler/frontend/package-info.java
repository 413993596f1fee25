/// From Java bytecode to SSA: a symbolic interpreter that inlines every call, resolves constants,
/// kernel structures and map layouts while it goes, and follows only the paths that can be taken.
@NullMarked
package dev.jebpf.compiler.frontend;

import org.jspecify.annotations.NullMarked;
