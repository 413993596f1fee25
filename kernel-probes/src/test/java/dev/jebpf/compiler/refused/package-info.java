/// Programs that the kernel's verifier must refuse, and what the user is told.
@NullMarked
package dev.jebpf.compiler.refused;

import org.jspecify.annotations.NullMarked;
