package dev.jebpf.agent;

import static java.lang.invoke.MethodType.methodType;

import dev.jebpf.usdt.UsdtProbe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// What the places in woven methods call to fire their probes: nothing, unless a tracer is attached
/// to the method's own probe or to the one that it shares with all methods.
///
/// Woven code passes values and, last, the span; the probes' arguments begin with thread and span.
final class FiringCode {
  private static final MethodHandle EITHER;
  private static final MethodHandle THREAD_ID;
  private static final MethodHandle CLASS_NAME;

  /// Where probes have the duration, and what comes behind it.
  private static final int DURATION = 2;

  private static final int EXCEPTION = 3;

  static {
    var lookup = MethodHandles.lookup();
    try {
      EITHER =
          lookup.findStatic(
              FiringCode.class,
              "either",
              methodType(boolean.class, UsdtProbe.class, UsdtProbe.class));
      THREAD_ID = lookup.findStatic(FiringCode.class, "threadId", methodType(long.class));
      CLASS_NAME =
          lookup.findStatic(
              FiringCode.class, "className", methodType(String.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SharedProbes shared;
  private final MethodHandle elapsed;

  /// @param elapsed `(long span)long`: how long the span has lasted
  FiringCode(SharedProbes shared, MethodHandle elapsed) {
    this.shared = shared;
    this.elapsed = elapsed;
  }

  /// The code of one place.
  ///
  /// @param place `entry`, `return` or `throw`
  /// @param type what the woven code passes
  MethodHandle of(TracedMethod method, String place, MethodType type) {
    return switch (place) {
      case "entry" ->
          guarded(
              method.entry(),
              shared.entry(),
              LazyHandle.of(type, () -> both(atEntry(method), sharedAtEntry(method), type)));
      case "return" ->
          guarded(
              method.exit(),
              shared.exit(),
              LazyHandle.of(type, () -> both(atReturn(method), sharedAtReturn(method), type)));
      case "throw" ->
          guarded(
              method.thrown(),
              shared.exit(),
              LazyHandle.of(type, () -> both(atThrow(method), sharedAtThrow(method), type)));
      default -> throw new IllegalArgumentException("place=" + place);
    };
  }

  private static MethodHandle guarded(UsdtProbe own, UsdtProbe other, MethodHandle fire) {
    MethodType type = fire.type();
    MethodHandle enabled = MethodHandles.insertArguments(EITHER, 0, own, other);
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(enabled, 0, type.parameterList()),
        fire,
        MethodHandles.empty(type));
  }

  /// @param own takes all values and the span
  /// @param other takes the last of them
  private static MethodHandle both(MethodHandle own, MethodHandle other, MethodType type) {
    int left = type.parameterCount() - other.type().parameterCount();
    MethodHandle second =
        MethodHandles.dropArguments(other, 0, type.parameterList().subList(0, left));
    return MethodHandles.foldArguments(own.asType(type), second.asType(type));
  }

  private static MethodHandle atEntry(TracedMethod method) {
    return spanLast(MethodHandles.foldArguments(method.entry().handle(), THREAD_ID), 1);
  }

  private MethodHandle sharedAtEntry(TracedMethod method) {
    return spanLast(
        MethodHandles.foldArguments(named(shared.entry().handle(), method), THREAD_ID), 1);
  }

  private MethodHandle atReturn(TracedMethod method) {
    return timed(method.exit().handle());
  }

  private MethodHandle sharedAtReturn(TracedMethod method) {
    MethodHandle fire = named(shared.exit().handle(), method);
    return timed(MethodHandles.insertArguments(fire, EXCEPTION, (Object) null));
  }

  private MethodHandle atThrow(TracedMethod method) {
    return timed(MethodHandles.filterArguments(method.thrown().handle(), EXCEPTION, CLASS_NAME));
  }

  private MethodHandle sharedAtThrow(TracedMethod method) {
    return timed(
        MethodHandles.filterArguments(
            named(shared.exit().handle(), method), EXCEPTION, CLASS_NAME));
  }

  private static MethodHandle named(MethodHandle fire, TracedMethod method) {
    return MethodHandles.insertArguments(
        fire, 2, method.className(), method.name(), method.descriptor());
  }

  /// From thread, span, duration, values to values, span.
  private MethodHandle timed(MethodHandle fire) {
    MethodHandle ofSpan = MethodHandles.collectArguments(fire, DURATION, elapsed);
    return spanLast(MethodHandles.foldArguments(ofSpan, THREAD_ID), 2);
  }

  /// From the span, so many times, and values to values and the span.
  private static MethodHandle spanLast(MethodHandle fire, int spans) {
    int values = fire.type().parameterCount() - spans;
    int[] order = new int[spans + values];
    Arrays.setAll(order, i -> i < spans ? values : i - spans);
    MethodType type = fire.type().dropParameterTypes(0, spans).appendParameterTypes(long.class);
    return MethodHandles.permuteArguments(fire, type, order);
  }

  @SuppressWarnings("unused") // called by method handle
  private static boolean either(UsdtProbe own, UsdtProbe other) {
    return own.isEnabled() || other.isEnabled();
  }

  @SuppressWarnings("unused") // called by method handle
  private static long threadId() {
    return Thread.currentThread().threadId();
  }

  @SuppressWarnings("unused") // called by method handle
  private static String className(Throwable thrown) {
    return thrown.getClass().getName();
  }
}
