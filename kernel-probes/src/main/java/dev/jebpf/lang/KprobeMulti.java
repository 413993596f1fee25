package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the entries, or the returns, of many kernel functions with one
/// link. At an entry parameters are the registers of the first arguments as the ABI has them, for
/// the functions need not have anything in common; at a return there is only a [Result]. Minimum
/// kernel 5.18.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KprobeMulti {
  /// The functions' names.
  String[] value();

  /// Whether at the returns.
  boolean atReturn() default false;
}
