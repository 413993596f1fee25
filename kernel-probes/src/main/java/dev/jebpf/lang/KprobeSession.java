package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the entries *and* the returns of kernel functions; it tells
/// them apart by [Helpers#sessionIsReturn]. Parameters are as with [KprobeMulti]; the [Result]
/// means something at the return only. The method returns 0 at an entry to run at the return as
/// well, 1 not to. Minimum kernel 6.10.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KprobeSession {
  /// The functions' names.
  String[] value();
}
