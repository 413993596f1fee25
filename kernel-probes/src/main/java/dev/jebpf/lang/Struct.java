package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The C name, in BTF, of the structure (or union) a [KernelStruct] interface stands for.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Struct {
  /// The tag without `struct`, for example `task_struct`.
  String value();
}
