package dev.jebpf.agent;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Supplier;

/// Code that is made when it runs first: that of a probe, which most never do.
final class LazyHandle extends MutableCallSite {
  private static final MethodHandle MAKE;

  static {
    try {
      MAKE =
          MethodHandles.lookup()
              .findVirtual(LazyHandle.class, "make", methodType(MethodHandle.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Supplier<MethodHandle> source;

  private LazyHandle(MethodType type, Supplier<MethodHandle> source) {
    super(type);
    this.source = source;
    setTarget(MethodHandles.foldArguments(MethodHandles.exactInvoker(type), MAKE.bindTo(this)));
  }

  /// A handle of this type that does what the source's does, which may be asked more than once.
  static MethodHandle of(MethodType type, Supplier<MethodHandle> source) {
    return new LazyHandle(type, source).dynamicInvoker();
  }

  @SuppressWarnings("unused") // called by method handle
  private MethodHandle make() {
    MethodHandle made = source.get();
    setTarget(made);
    return made;
  }
}
