/// Whether the breakdown tells the truth: known work in child JVMs, measured independently by the
/// child, against what the recording says.
///
/// A case says which states its work belongs to and how long it took by a clock that is not
/// jebpf's: [Oracle] runs it in a child JVM inside the woven method [Subject#work] and prints wall
/// time, the thread's CPU clock and the kernel's own schedstat around it; `OracleCheck` compares.
///
/// Those clocks leave out some of the time that a thread has a CPU. How much is not guessed: a
/// kernel program of the child's own, [UnaccountedProgram], sums it up.
@NullMarked
package dev.jebpf.oracle;

import org.jspecify.annotations.NullMarked;
