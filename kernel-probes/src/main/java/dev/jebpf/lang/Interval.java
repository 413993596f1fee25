package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs the annotated method, which has no parameters, on one CPU at an interval. Minimum kernel
/// 4.9.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Interval {
  /// Nanoseconds from one run to the next.
  long nanos();
}
