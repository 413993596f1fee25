package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the entry of a kernel function by whatever the running kernel
/// has for that ([Fentry], [KprobeMulti], [Kprobe]): whoever compiles says. Parameters are the
/// function's own, from the first on.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FunctionEntry {
  /// The function's name, for example `vfs_read`; alternatives in order, of which the first that
  /// the running kernel has is used.
  String[] value();
}
