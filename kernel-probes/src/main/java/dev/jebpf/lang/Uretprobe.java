package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the return of a function of a program or library in user space.
/// The only parameter can be one annotated [Result]. Minimum kernel 4.17.
///
/// Without a file the place is said by whoever compiles.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uretprobe {
  /// Absolute path of the program or library.
  String file() default "";

  /// Offset of the function's first instruction in the file.
  long offset() default 0;
}
