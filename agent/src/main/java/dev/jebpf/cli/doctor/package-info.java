/// Finds out what works here: kernel, user, JVM and each probe, with the reason and the remedy for
/// what does not.
///
/// ```java
/// for (Section section : List.of(UserChecks.section(privileges), JvmChecks.section())) {
///   section.lines(Canvas.of(80)).forEach(out::println);
/// }
/// ```
@NullMarked
package dev.jebpf.cli.doctor;

import org.jspecify.annotations.NullMarked;
