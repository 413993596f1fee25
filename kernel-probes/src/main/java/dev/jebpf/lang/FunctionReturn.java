package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the return of a kernel function by whatever the running kernel
/// has for that ([Fexit], [KprobeMulti], [Kretprobe]): whoever compiles says. The only parameter is
/// one annotated [Result], for that is what all of them have.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FunctionReturn {
  /// The function's name, for example `vfs_read`; alternatives in order, of which the first that
  /// the running kernel has is used.
  String[] value();
}
