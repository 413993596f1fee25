package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to an instruction of a program or library in user space.
/// Parameters are the arguments in registers as the ABI has them, as `int` or `long`. Minimum
/// kernel 4.17.
///
/// Without a file the place is said by whoever compiles.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uprobe {
  /// Absolute path of the program or library.
  String file() default "";

  /// Offset of the instruction in the file.
  long offset() default 0;
}
