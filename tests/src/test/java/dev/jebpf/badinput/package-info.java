/// What the agent does with input, permissions and circumstances that are wrong: the service runs,
/// and one line says what is the matter and what to do.
@NullMarked
package dev.jebpf.badinput;

import org.jspecify.annotations.NullMarked;
