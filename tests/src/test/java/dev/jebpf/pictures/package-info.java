/// Pictures of a recording show what is in it.
@NullMarked
package dev.jebpf.pictures;

import org.jspecify.annotations.NullMarked;
