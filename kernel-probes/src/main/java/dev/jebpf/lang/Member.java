package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which member a [KernelStruct] method reads, where the method's own name does not.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Member {
  /// Alternatives in order; each a member or a dotted path through embedded structures
  /// (`__sk_common.skc_dport`). The first that the running kernel has is used. Bit fields are
  /// supported. A constant index selects an array's element: `numbers[0].nr`.
  String[] value();

  /// With `true`, a kernel that has none of them reads as 0 (and [Helpers#exists] says so);
  /// otherwise compilation fails.
  boolean optional() default false;
}
