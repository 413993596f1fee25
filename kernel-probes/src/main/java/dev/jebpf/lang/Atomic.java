package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a [MapView] method atomic. / / `void addX(long delta)` adds (kernel 3.18); `long
/// compareAndExchangeX(long expected, long update)` stores / `update` if the word was `expected`
/// and returns what it was (kernel 5.12). `int` works likewise.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Atomic {}
