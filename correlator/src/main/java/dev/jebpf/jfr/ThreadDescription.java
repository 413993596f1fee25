package dev.jebpf.jfr;

import org.jspecify.annotations.Nullable;

/// Which thread an event is about.
///
/// @param thread the Java thread while it lives, if it has one
/// @param name its name
/// @param javaThreadId its Java id; 0 for a thread of the JVM itself
/// @param osThreadId its id in the kernel; 0 for a virtual thread
/// @param virtual whether it is a virtual thread
/// @param kind java, gc, compiler, vm or native
/// @param ended whether it has ended
/// @param switches times it was switched in
/// @param voluntarySwitches of these, after it had given up the CPU by itself
/// @param waker name of the thread that woke it last; null for an interrupt
public record ThreadDescription(
    @Nullable Thread thread,
    String name,
    long javaThreadId,
    long osThreadId,
    boolean virtual,
    String kind,
    boolean ended,
    long switches,
    long voluntarySwitches,
    @Nullable String waker) {}
