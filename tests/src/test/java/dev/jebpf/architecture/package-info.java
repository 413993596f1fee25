/// The layers of the design as rules over the compiled classes.
@NullMarked
package dev.jebpf.architecture;

import org.jspecify.annotations.NullMarked;
