/// Passes over the SSA form, one file each. A pass leaves the graph valid: phis have an input for
/// each predecessor, values stand before their uses.
@NullMarked
package dev.jebpf.compiler.pass;

import org.jspecify.annotations.NullMarked;
