package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to a raw tracepoint; parameters are `long`s or views read with
/// `bpf_probe_read_kernel`. Minimum kernel 4.17.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RawTracepoint {
  /// The tracepoint's name without its category, for example `sched_switch`.
  String value();
}
