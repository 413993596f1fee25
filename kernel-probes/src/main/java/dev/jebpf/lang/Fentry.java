package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the entry of a kernel function by a BPF trampoline. Parameters
/// are the function's own, from the first on. Minimum kernel 5.5.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fentry {
  /// The function's name, for example `vfs_read`; alternatives in order, of which the first that
  /// the running kernel has is used.
  String[] value();
}
