package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches the annotated method to the kernel's tracepoint with BTF-typed arguments (`tp_btf`).
/// Parameters follow the kernel's own prototype without the leading `void *`. Minimum kernel 5.5.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BtfTracepoint {
  /// The tracepoint's name without its category, for example `sched_switch`.
  String value();
}
