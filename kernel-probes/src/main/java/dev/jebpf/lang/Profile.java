package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs the annotated method, which has no parameters, on every CPU a number of times a second.
/// Minimum kernel 4.9.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Profile {
  /// Times a second.
  int hertz();
}
