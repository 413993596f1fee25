package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the entry of a kernel function by a kprobe. Parameters are the
/// function's own, from the first on, read from the registers; structures are read with
/// `bpf_probe_read_kernel`. Minimum kernel 4.17.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kprobe {
  /// The function's name, for example `vfs_read`; alternatives in order, of which the first that
  /// the running kernel has is used.
  String[] value();
}
