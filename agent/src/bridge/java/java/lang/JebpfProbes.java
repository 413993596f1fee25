package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Where woven methods get what fires their USDT probes: once for each place in their code, after
/// which the JIT compiler sees a load and a compare.
///
/// Defined into `java.lang` at run time, so that every class can link to it.
public final class JebpfProbes {
  /// `(String probe, MethodType type, int method)MethodHandle`, set by the agent; null before.
  private static volatile MethodHandle linker;

  private JebpfProbes() {}

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
}
