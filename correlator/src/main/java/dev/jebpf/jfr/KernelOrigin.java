package dev.jebpf.jfr;

import org.jspecify.annotations.Nullable;

/// Who caused a kernel event.
///
/// @param thread the Java thread while it lives: the virtual one if one was mounted
/// @param threadName its name, or the kernel thread's
/// @param javaThreadId its Java id; 0 when unknown
/// @param osThreadId id of the kernel thread; 0 for the kernel itself
/// @param virtual whether it is a virtual thread
/// @param method the instrumented method it happened in
/// @param spanId number of that call; 0 for none
/// @param waker name of the thread that woke it last
public record KernelOrigin(
    @Nullable Thread thread,
    String threadName,
    long javaThreadId,
    long osThreadId,
    boolean virtual,
    @Nullable String method,
    long spanId,
    @Nullable String waker) {}
