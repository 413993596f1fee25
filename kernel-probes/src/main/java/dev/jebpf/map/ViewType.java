package dev.jebpf.map;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A view interface and the generated class behind it. Obtained from [Views#type].
public final class ViewType<V extends MapView> {
  private final Class<V> type;
  private final int size;
  private final SegmentView prototype;

  private ViewType(Class<V> type, int size, SegmentView prototype) {
    this.type = type;
    this.size = size;
    this.prototype = prototype;
  }

  /// The interface.
  public Class<V> type() {
    return type;
  }

  /// Bytes, a multiple of 8.
  public int size() {
    return size;
  }

  /// A view of `size` bytes at `offset`, which with the segment's address is a multiple of 8.
  public V over(MemorySegment memory, long offset) {
    SegmentView view = prototype.another();
    view.moveTo(memory, offset);
    return type.cast(view);
  }

  /// A view of memory of its own, all zeroes.
  V allocate() {
    return over(MemorySegment.ofArray(new long[size / Long.BYTES]), 0);
  }

  static <V extends MapView> ViewType<V> of(Class<V> type) {
    int size = size(type);
    List<Accessor> accessors = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOverridden(method, type)) {
        accessors.add(Accessor.of(method, size));
      }
    }
    accessors.sort(Comparator.comparing(accessor -> accessor.method().toString()));
    return new ViewType<>(type, size, instantiate(type, accessors));
  }

  /// Bytes of a view by its [Layout].
  static int size(Class<? extends MapView> type) {
    Layout layout = type.getAnnotation(Layout.class);
    if (!type.isInterface() || layout == null || layout.size() <= 0 || layout.size() % 8 != 0) {
      throw new IllegalArgumentException(
          "view "
              + type.getName()
              + " is not an interface with a @Layout of a multiple of 8 bytes");
    }
    return layout.size();
  }

  /// Whether `getMethods` names the same signature twice, once per super-interface.
  private static boolean isOverridden(Method method, Class<?> type) {
    for (Method other : type.getMethods()) {
      if (other.getDeclaringClass() != method.getDeclaringClass()
          && method.getDeclaringClass().isAssignableFrom(other.getDeclaringClass())
          && other.getName().equals(method.getName())
          && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()))) {
        return true;
      }
    }
    return false;
  }

  /// Defines the class beside its interface, so that it may be package-private and in any loader
  /// that sees this package.
  private static SegmentView instantiate(Class<?> type, List<Accessor> accessors) {
    byte[] code = ViewGenerator.generate(type.getName() + "View", type, accessors);
    try {
      MethodHandles.Lookup beside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      MethodHandles.Lookup view = define(beside, code);
      return (SegmentView)
          view.findConstructor(view.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (IllegalAccessException closed) {
      throw new IllegalArgumentException(
          "view "
              + type.getName()
              + ": its module must open package "
              + type.getPackageName()
              + " to the module of "
              + ViewType.class.getPackageName(),
          closed);
    } catch (Throwable failed) {
      throw new IllegalArgumentException("view " + type.getName() + ": " + failed, failed);
    }
  }

  /// A hidden class where it may be one: in another module the lookup allows ordinary classes only.
  private static MethodHandles.Lookup define(MethodHandles.Lookup beside, byte[] code)
      throws IllegalAccessException {
    return beside.hasFullPrivilegeAccess()
        ? beside.defineHiddenClass(code, true)
        : beside.in(beside.defineClass(code));
  }
}
