package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the return of a kernel function by a kretprobe. The only
/// parameter can be one annotated [Result]: by then the arguments are gone. Minimum kernel 4.17.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kretprobe {
  /// The function's name, for example `vfs_read`; alternatives in order, of which the first that
  /// the running kernel has is used.
  String[] value();
}
