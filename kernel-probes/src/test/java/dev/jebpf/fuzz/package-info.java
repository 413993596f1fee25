/// Readers of what users and kernels write, given anything: no crash, no hang, nothing accepted
/// that means something else.
///
/// In a build each target reads its seeds, which takes a second. `-Djebpf.fuzz=5m` fuzzes each for
/// that long, led by the coverage it reaches; what it learned stays in the module's
/// `.cifuzz-corpus`. What breaks a target is written to the module as `crash-...`: moved to
/// `src/test/resources/dev/jebpf/fuzz/CLASSInputs` it is one more seed.
@NullMarked
package dev.jebpf.fuzz;

import org.jspecify.annotations.NullMarked;
