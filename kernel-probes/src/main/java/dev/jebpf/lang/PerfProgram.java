package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs the annotated method, which has no parameters, at a perf event: a counter, or a timer
/// ([Profile], [Interval]). Which one is said by whoever compiles. Minimum kernel 4.9.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PerfProgram {}
