package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/// Where woven methods get what fires their USDT probes: once for each place in their code, after
/// which the JIT compiler sees a load and a compare. And what woven methods of threads call, which
/// comes to the same.
///
/// Defined into `java.lang` at run time, so that every class can link to it.
public final class JebpfProbes {
  private static final MethodType OF_THREAD = MethodType.methodType(void.class, Thread.class);
  private static final MethodType OF_CARRIER = OF_THREAD.appendParameterTypes(Thread.class);

  /// `(String probe, MethodType type, int method)MethodHandle`, set by the agent; null before.
  private static volatile MethodHandle linker;

  /// What threads tell of themselves: nothing, unless the agent gave these sites a target.
  private static final MutableCallSite STARTED = site(OF_THREAD);

  private static final MutableCallSite ENDED = site(OF_THREAD);
  private static final MutableCallSite MOUNTED = site(OF_CARRIER);
  private static final MutableCallSite UNMOUNTED = site(OF_CARRIER);

  private static final MethodHandle FIRE_STARTED = STARTED.dynamicInvoker();
  private static final MethodHandle FIRE_ENDED = ENDED.dynamicInvoker();
  private static final MethodHandle FIRE_MOUNTED = MOUNTED.dynamicInvoker();
  private static final MethodHandle FIRE_UNMOUNTED = UNMOUNTED.dynamicInvoker();

  private JebpfProbes() {}

  private static MutableCallSite site(MethodType type) {
    return new MutableCallSite(MethodHandles.empty(type));
  }

  /// Bootstrap method.
  ///
  /// @param probe `entry`, `return` or `throw`
  /// @param type what the woven code passes
  /// @param method the number of the method
  public static CallSite link(
      MethodHandles.Lookup caller, String probe, MethodType type, int method) {
    MethodHandle known = linker;
    if (known == null) {
      return new ConstantCallSite(MethodHandles.empty(type));
    }
    try {
      return new ConstantCallSite((MethodHandle) known.invokeExact(probe, type, method));
    } catch (Throwable failure) {
      // The method is the application's: it runs without a probe rather than not at all.
      return new ConstantCallSite(MethodHandles.empty(type));
    }
  }

  /// To be called before a thread is started, by the thread that starts it.
  public static void started(Thread thread) {
    try {
      FIRE_STARTED.invokeExact(thread);
    } catch (Throwable failure) {
      withoutProbe();
    }
  }

  /// To be called on entry of `Thread.exit()`, by the thread itself, and of
  /// `VirtualThread.afterDone(boolean)`, by the carrier.
  public static void ended(Thread thread) {
    try {
      FIRE_ENDED.invokeExact(thread);
    } catch (Throwable failure) {
      withoutProbe();
    }
  }

  /// To be called on entry of `VirtualThread.mount()`, by the carrier.
  ///
  /// The carrier is asked for as such: what is the current thread changes in `mount`, where code
  /// that was not written for it may not ask.
  public static void mounted(Thread thread) {
    try {
      FIRE_MOUNTED.invokeExact(thread, Thread.currentCarrierThread());
    } catch (Throwable failure) {
      withoutProbe();
    }
  }

  /// To be called on entry of `VirtualThread.afterYield()` and `VirtualThread.afterDone(boolean)`,
  /// by the carrier.
  public static void unmounted(Thread thread) {
    try {
      FIRE_UNMOUNTED.invokeExact(thread, Thread.currentCarrierThread());
    } catch (Throwable failure) {
      withoutProbe();
    }
  }

  /// There was no memory or no stack for it: the thread goes on.
  private static void withoutProbe() {}
}
