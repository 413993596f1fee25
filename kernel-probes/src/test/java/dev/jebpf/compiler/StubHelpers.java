package dev.jebpf.compiler;

import dev.jebpf.lang.Helpers;
import java.lang.reflect.Proxy;

/// Helpers for programs that are only compiled.
final class StubHelpers {
  private StubHelpers() {}

  static Helpers create() {
    return (Helpers)
        Proxy.newProxyInstance(
            Helpers.class.getClassLoader(),
            new Class<?>[] {Helpers.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
