/// Bytes from outside, mutated at random: whatever reads them must say no in the way it promises,
/// soon, and without much memory.
///
/// Each target runs for some seconds in a build; `-Djebpf.fuzz.seconds=N` makes it longer,
/// `-Djebpf.fuzz.seed=S` repeats a run. What breaks a target is left in `target/fuzz`.
@NullMarked
package dev.jebpf.fuzz;

import org.jspecify.annotations.NullMarked;
