package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import java.lang.reflect.Proxy;

/// The [Helpers] of programs that are compiled only: every method throws, should the JVM ever get
/// to one.
final class KernelHelpers {
  private KernelHelpers() {}

  static Helpers compiledOnly() {
    Object proxy =
        Proxy.newProxyInstance(
            Helpers.class.getClassLoader(),
            new Class<?>[] {Helpers.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName() + " is for the kernel");
            });
    return (Helpers) proxy;
  }
}
