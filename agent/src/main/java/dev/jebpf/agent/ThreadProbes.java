package dev.jebpf.agent;

import dev.jebpf.usdt.UsdtProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import java.util.Locale;

/// USDT probes of threads, which woven methods of `Thread` and `VirtualThread` fire at the moment
/// itself. A record, whose handles the JIT compiler takes for constants.
///
/// @param start thread, name, whether it is virtual, the thread that starts it; fired by the latter
/// @param end thread, name, whether it is virtual; fired by the thread, or its carrier
/// @param mount virtual thread, carrier; fired by the carrier, as the next
/// @param unmount virtual thread, carrier
record ThreadProbes(
    MethodHandle start, MethodHandle end, MethodHandle mount, MethodHandle unmount) {
  private static final List<String> METHODS = List.of("started", "ended", "mounted", "unmounted");

  static ThreadProbes of(UsdtProvider provider) {
    return new ThreadProbes(
        provider
            .probe("thread__start", long.class, String.class, boolean.class, long.class)
            .handle(),
        provider.probe("thread__end", long.class, String.class, boolean.class).handle(),
        provider.probe("vthread__mount", long.class, long.class).handle(),
        provider.probe("vthread__unmount", long.class, long.class).handle());
  }

  /// Lets the woven methods of threads fire the probes.
  ///
  /// @param bridge `JebpfProbes`
  void install(JavaLang javaLang, Class<?> bridge) throws ReflectiveOperationException {
    for (String name : METHODS) {
      MutableCallSite site = site(javaLang, bridge, name);
      site.setTarget(MethodHandles.lookup().bind(this, name, site.type()));
    }
  }

  /// Lets them do nothing again.
  static void remove(JavaLang javaLang, Class<?> bridge) throws ReflectiveOperationException {
    for (String name : METHODS) {
      MutableCallSite site = site(javaLang, bridge, name);
      site.setTarget(MethodHandles.empty(site.type()));
    }
  }

  private static MutableCallSite site(JavaLang javaLang, Class<?> bridge, String method)
      throws ReflectiveOperationException {
    String field = method.toUpperCase(Locale.ROOT);
    return (MutableCallSite) javaLang.staticField(bridge, field, MutableCallSite.class).get();
  }

  @SuppressWarnings("unused") // these four are called by JebpfProbes
  private void started(Thread thread) throws Throwable {
    start.invokeExact(
        thread.threadId(), thread.getName(), thread.isVirtual(), Thread.currentThread().threadId());
  }

  @SuppressWarnings("unused")
  private void ended(Thread thread) throws Throwable {
    end.invokeExact(thread.threadId(), thread.getName(), thread.isVirtual());
  }

  @SuppressWarnings("unused")
  private void mounted(Thread thread, Thread carrier) throws Throwable {
    mount.invokeExact(thread.threadId(), carrier.threadId());
  }

  @SuppressWarnings("unused")
  private void unmounted(Thread thread, Thread carrier) throws Throwable {
    unmount.invokeExact(thread.threadId(), carrier.threadId());
  }
}
