/// That attaching and detaching leaves nothing behind, however often.
@NullMarked
package dev.jebpf.cycles;

import org.jspecify.annotations.NullMarked;
