package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The byte offset of a [MapView] accessor, aligned to its width.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Offset {
  int value();
}
