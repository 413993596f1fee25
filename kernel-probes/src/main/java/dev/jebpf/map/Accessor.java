package dev.jebpf.map;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One method of a [MapView], understood from its annotations and signature.
///
/// @param method the method
/// @param kind what it does
/// @param type the word's type; `byte` for a run of bytes
/// @param offset of the word, or of the first element
/// @param length elements, or bytes of a run; 0 for a single word
record Accessor(Method method, Kind kind, Class<?> type, int offset, int length) {

  enum Kind {
    LOAD,
    STORE,
    ADD,
    COMPARE_AND_EXCHANGE,
    BYTES
  }

  /// Whether the method's first parameter is an element's index.
  boolean indexed() {
    return length > 0 && kind != Kind.BYTES;
  }

  /// Bytes of one element.
  int width() {
    return width(type);
  }

  /// Reads a method's meaning.
  ///
  /// @param size bytes of the view
  /// @throws IllegalArgumentException if the method breaks a rule of [MapView]
  static Accessor of(Method method, int size) {
    Offset offset = method.getAnnotation(Offset.class);
    Length length = method.getAnnotation(Length.class);
    if (offset == null) {
      throw invalid(method, "has no @Offset");
    }
    Kind kind = kind(method);
    int elements = length == null ? 0 : length.value();
    if ((kind == Kind.BYTES || length != null) && elements <= 0) {
      throw invalid(method, "needs a positive @Length");
    }
    boolean indexed = elements > 0 && kind != Kind.BYTES;
    Class<?> type = kind == Kind.BYTES ? byte.class : type(method, kind, indexed);
    if (type == null) {
      throw invalid(method, "is no load, store, atomic operation or run of bytes");
    }
    int width = width(type);
    int end = offset.value() + width * Math.max(1, elements);
    if (offset.value() < 0 || offset.value() % width != 0 || end > size) {
      throw invalid(method, "offset=" + offset.value() + " is not aligned or beyond size=" + size);
    }
    return new Accessor(method, kind, type, offset.value(), elements);
  }

  private static Kind kind(Method method) {
    if (method.getReturnType() == Bytes.class) {
      return Kind.BYTES;
    } else if (method.isAnnotationPresent(Atomic.class)) {
      return method.getReturnType() == void.class ? Kind.ADD : Kind.COMPARE_AND_EXCHANGE;
    }
    return method.getReturnType() == void.class ? Kind.STORE : Kind.LOAD;
  }

  /// The word's type, if all of the signature agrees on one.
  private static @Nullable Class<?> type(Method method, Kind kind, boolean indexed) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    if (indexed) {
      if (parameters.isEmpty() || parameters.getFirst() != int.class) {
        return null;
      }
      parameters = parameters.subList(1, parameters.size());
    }
    int words =
        switch (kind) {
          case LOAD, BYTES -> 0;
          case STORE, ADD -> 1;
          case COMPARE_AND_EXCHANGE -> 2;
        };
    if (parameters.size() != words) {
      return null;
    }
    Class<?> type =
        kind == Kind.STORE || kind == Kind.ADD ? parameters.getFirst() : method.getReturnType();
    boolean atomic = kind == Kind.ADD || kind == Kind.COMPARE_AND_EXCHANGE;
    boolean known =
        type == int.class
            || type == long.class
            || (!atomic && (type == byte.class || type == short.class));
    Class<?> word = type;
    return known && parameters.stream().allMatch(p -> p == word) ? type : null;
  }

  private static int width(Class<?> type) {
    if (type == long.class) {
      return Long.BYTES;
    } else if (type == int.class) {
      return Integer.BYTES;
    }
    return type == short.class ? Short.BYTES : Byte.BYTES;
  }

  private static IllegalArgumentException invalid(Method method, String reason) {
    return new IllegalArgumentException("view method " + method + " " + reason);
  }
}
