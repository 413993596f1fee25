package dev.jebpf.lang;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes the annotated method a program of type `BPF_PROG_TYPE_SYSCALL`, run on demand with
/// `BPF_PROG_TEST_RUN`. Its one parameter is a [MapView] of the context; it returns `int` or
/// `void`. Minimum kernel
/// 5.14.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SyscallProgram {}
