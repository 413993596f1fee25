package dev.jebpf.usdt.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Calls of probe sites. All arguments are 64 bits wide, so that each fills its register or stack
/// slot: what a tool reads as 1, 2 or 4 bytes is well defined in the upper ones too.
public final class SiteCall {
  /// The most arguments that tools can take (`USDT_MAX_ARG_CNT` of libbpf).
  public static final int MOST_ARGUMENTS = 12;

  private static final AtomicReferenceArray<MethodHandle> CALLS =
      new AtomicReferenceArray<>(MOST_ARGUMENTS + 1);

  private SiteCall() {}

  /// A handle of type `(MemorySegment site, long...)void`.
  ///
  /// It is linked as *critical*, which saves the two thread state transitions: a site does nothing
  /// but return, and a tracer's handler in the kernel takes less than a microsecond.
  ///
  /// @param arguments from 0 to [#MOST_ARGUMENTS]
  public static MethodHandle of(int arguments) {
    MethodHandle call = CALLS.get(arguments);
    if (call != null) {
      return call;
    }
    MethodHandle linked = link(arguments);
    MethodHandle other = CALLS.compareAndExchange(arguments, null, linked);
    return other == null ? linked : other;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(int arguments) {
    MemoryLayout[] longs = Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.ofVoid(longs), Linker.Option.critical(false));
  }
}
