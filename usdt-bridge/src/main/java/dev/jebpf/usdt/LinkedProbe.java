package dev.jebpf.usdt;

import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A probe and its site. A record for the reason that [Site] is one.
record LinkedProbe(UsdtProvider owner, String name, Signature signature, Site site)
    implements UsdtProbe {
  private static final MethodHandle IS_ENABLED;

  static {
    try {
      IS_ENABLED =
          MethodHandles.lookup()
              .findVirtual(LinkedProbe.class, "isEnabled", methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public String provider() {
    return owner.name();
  }

  @Override
  public List<Class<?>> parameterTypes() {
    return signature.types();
  }

  @Override
  public String places() {
    return signature.places(site.image().instruction().machine());
  }

  @Override
  public boolean isEnabled() {
    return site.isAttached() && owner.isOpen();
  }

  @Override
  public void fire(@Nullable Object... arguments) {
    signature.check(arguments);
    if (isEnabled()) {
      fireAt(site.code(), arguments);
    }
  }

  private void fireAt(MemorySegment code, @Nullable Object[] arguments) {
    try {
      Marshalling.of(signature.kinds()).spread().invokeExact(code, arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError("a site does not throw", impossible);
    }
  }

  @Override
  public MethodHandle handle() {
    MethodType type = methodType(void.class, signature.types());
    MethodHandle fire = Marshalling.of(signature.kinds()).exact().bindTo(site.code()).asType(type);
    MethodHandle nothing = MethodHandles.empty(type);
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(IS_ENABLED.bindTo(this), 0, signature.types()), fire, nothing);
  }

  @Override
  public <T> T as(Class<T> type) {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .toList();
    if (methods.size() != 1 || !fits(methods.getFirst())) {
      throw new IllegalArgumentException(
          "%s is no interface with one method of %s and void"
              .formatted(type.getTypeName(), signature.types()));
    }
    return MethodHandleProxies.asInterfaceInstance(type, handle());
  }

  private boolean fits(Method method) {
    return method.getReturnType() == void.class
        && List.of(method.getParameterTypes()).equals(signature.types());
  }

  @Override
  public String toString() {
    return provider() + ":" + name;
  }
}
