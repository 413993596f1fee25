package dev.jebpf.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/// What an open `java.lang` makes possible: classes that every class sees, and native access for
/// this module without a warning, whatever `--illegal-native-access` says.
final class JavaLang {
  private static final String BRIDGE = "/META-INF/jebpf/bridge/";

  private final Lookup lookup;

  /// @throws IllegalAccessException when `java.lang` isn't open to this module
  JavaLang() throws IllegalAccessException {
    lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
  }

  /// Defines a class of the bridge into `java.lang`, or finds the one that an agent before this one
  /// defined.
  Class<?> define(String simpleName) throws IOException, IllegalAccessException {
    try {
      return Class.forName("java.lang." + simpleName, false, null);
    } catch (ClassNotFoundException _) {
      return lookup.defineClass(bytes(BRIDGE + simpleName + ".class"));
    }
  }

  /// Full access to `java.lang`.
  Lookup lookup() {
    return lookup;
  }

  /// Lets this module call restricted methods.
  void enableNativeAccess(ModuleLayer.Controller layer) throws Throwable {
    Class<?> door = define("JebpfNativeAccess");
    MethodType type = MethodType.methodType(void.class, ModuleLayer.Controller.class, Module.class);
    lookup.findStatic(door, "enable", type).invokeExact(layer, JavaLang.class.getModule());
  }

  /// A static field of a class of `java.lang`, whatever its access.
  VarHandle staticField(Class<?> owner, String name, Class<?> type)
      throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
        .findStaticVarHandle(owner, name, type);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = JavaLang.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + resource);
      }
      return in.readAllBytes();
    }
  }
}
