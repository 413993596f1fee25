package dev.jebpf.agent;

import dev.jebpf.instrument.MethodIds;
import dev.jebpf.usdt.UsdtException;
import dev.jebpf.usdt.UsdtProvider;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// The agent's USDT probes: those of traced methods, and of the provider `jebpf` what is the same
/// for all methods, threads and the JVM.
final class UsdtProbes implements AutoCloseable {
  private static final String PROVIDER = "jebpf";
  private static final String BRIDGE = "JebpfProbes";

  private final JavaLang javaLang;
  private final Class<?> bridge;
  private final UsdtProvider provider;
  private final MethodProbes methods;
  private final JvmProbes jvm;

  private UsdtProbes(
      JavaLang javaLang,
      Class<?> bridge,
      UsdtProvider provider,
      MethodProbes methods,
      JvmProbes jvm) {
    this.javaLang = javaLang;
    this.bridge = bridge;
    this.provider = provider;
    this.methods = methods;
    this.jvm = jvm;
  }

  /// Lets woven code find its probes; null, and the user is told, when there can be none here.
  ///
  /// @param ids gives the methods their numbers
  /// @param elapsed `(long span)long`: how long a span has lasted
  static @Nullable UsdtProbes start(JavaLang javaLang, MethodIds ids, MethodHandle elapsed)
      throws Throwable {
    Class<?> bridge = javaLang.define(BRIDGE);
    try {
      UsdtProvider provider = UsdtProvider.create(PROVIDER);
      SharedProbes shared = SharedProbes.of(provider);
      ThreadProbes.of(provider).install(javaLang, bridge);
      MethodProbes methods = new MethodProbes(ids, new FiringCode(shared, elapsed));
      javaLang.staticField(bridge, "linker", MethodHandle.class).setVolatile(methods.linker());
      return new UsdtProbes(javaLang, bridge, provider, methods, JvmProbes.start(provider));
    } catch (UsdtException e) {
      Console.say("there are no USDT probes: " + e.getMessage());
      return null;
    }
  }

  /// Gives methods their numbers and, when they are new, their probes.
  MethodIds methods() {
    return methods;
  }

  /// Disables all probes.
  @Override
  public void close() {
    jvm.close();
    try {
      ThreadProbes.remove(javaLang, bridge);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang is no longer what it was", e);
    }
    methods.end().forEach(UsdtProbes::close);
    close(provider);
  }

  private static void close(UsdtProvider provider) {
    try {
      provider.close();
    } catch (UsdtException e) {
      Console.say("tools may still list probes that are no more: " + e.getMessage());
    }
  }
}
