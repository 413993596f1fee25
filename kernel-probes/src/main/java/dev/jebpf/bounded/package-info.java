/// Maps that forget.
@NullMarked
package dev.jebpf.bounded;

import org.jspecify.annotations.NullMarked;
