/// What the agent costs, measured: benchmarks that are built by the Maven profile `bench`, run by
/// `./jebpf bench [NAME...]` and never ship.
///
/// Machines are noisy and a number measured now says little about one measured a minute ago. So
/// every benchmark runs its variants in turn, many rounds of each, and reports the ratio to the
/// first variant *of the same round*: least, median and greatest.
///
/// ```java
/// Alternation.of("ms")
///     .variant("no agent", () -> Map.of("whole process", start(List.of())))
///     .variant("agent", () -> Map.of("whole process", start(List.of("-javaagent:jebpf.jar"))))
///     .run(15)
///     .print(System.out);
/// ```
///
/// Nothing here fails when a number is bad: a test that times something on a shared machine fails
/// by chance. A benchmark prints its goal beside the number.
@NullMarked
package dev.jebpf.bench;

import org.jspecify.annotations.NullMarked;
