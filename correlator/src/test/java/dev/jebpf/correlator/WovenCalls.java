package dev.jebpf.correlator;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.bridge.Bridge;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/// The bridge and what woven code calls in it at a method's entry and exit, for tests that weave
/// nothing.
final class WovenCalls {
  private static final Bridge BRIDGE;
  private static final MethodHandle ENTER;
  private static final MethodHandle EXIT;

  static {
    try {
      BRIDGE = Bridge.define(MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()));
      Class<?> spans = Class.forName("java.lang.JebpfSpans");
      var lookup = MethodHandles.publicLookup();
      ENTER = lookup.findStatic(spans, "enter", methodType(long.class, int.class));
      EXIT =
          lookup.findStatic(
              spans, "exit", methodType(void.class, long.class, int.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private WovenCalls() {}

  static Bridge bridge() {
    return BRIDGE;
  }

  /// Enters a method.
  ///
  /// @return for [#exit]
  static long enter(int method) {
    try {
      return (long) ENTER.invokeExact(method);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Leaves a method.
  ///
  /// @param thrown what it ended with; null if it returned
  static void exit(long entered, int method, @Nullable Throwable thrown) {
    try {
      EXIT.invokeExact(entered, method, thrown);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
