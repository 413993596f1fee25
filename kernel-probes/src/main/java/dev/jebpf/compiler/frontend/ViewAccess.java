package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.AtomicOp;
import dev.jebpf.insn.Size;
import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads, stores and atomics on memory shared with the JVM.
final class ViewAccess {
  private final GraphBuilder builder;
  private final Target target;

  ViewAccess(GraphBuilder builder, Target target) {
    this.builder = builder;
    this.target = target;
  }

  /// The size of a view in bytes.
  static int size(Class<?> view) {
    Layout layout = view.getAnnotation(Layout.class);
    if (layout == null) {
      throw new UnsupportedCode(view.getName() + " has no @Layout with its size");
    }
    return layout.size();
  }

  /// What the accessor returns; null for `void`.
  @Nullable Value access(AccessorMethod accessor, List<Value> arguments) {
    Offset at = accessor.method().getAnnotation(Offset.class);
    if (at == null) {
      throw new UnsupportedCode(accessor + " has no @Offset");
    }
    Value base = arguments.getFirst();
    List<Value> rest = arguments.subList(1, arguments.size());
    if (accessor.type() == Bytes.class) {
      return builder.offset(base, at.value());
    }
    boolean atomic = accessor.method().isAnnotationPresent(Atomic.class);
    boolean indexed = accessor.method().isAnnotationPresent(Length.class);
    Class<?> type = elementType(accessor, indexed);
    Size size = Size.of(bytes(accessor, type));
    if (indexed) {
      checkIndex(accessor, rest.getFirst());
      base = builder.element(base, rest.getFirst(), size.bytes());
      rest = rest.subList(1, rest.size());
    }
    return atomic
        ? atomic(accessor, base, at.value(), size, type, rest)
        : plain(base, at.value(), size, type, rest);
  }

  private static void checkIndex(AccessorMethod accessor, Value index) {
    int length = accessor.method().getAnnotation(Length.class).value();
    if (index.constant().isPresent()) {
      long i = index.constant().getAsLong();
      if (i < 0 || i >= length) {
        throw new UnsupportedCode(accessor + " has " + length + " elements, index " + i);
      }
    }
  }

  private static Class<?> elementType(AccessorMethod accessor, boolean indexed) {
    Class<?>[] parameters = accessor.method().getParameterTypes();
    if (accessor.type() != void.class) {
      return accessor.type();
    }
    if (parameters.length != (indexed ? 2 : 1)) {
      throw new UnsupportedCode(accessor + " must take the value to store");
    }
    return parameters[parameters.length - 1];
  }

  private static int bytes(AccessorMethod accessor, Class<?> type) {
    if (type == long.class) {
      return 8;
    }
    if (type == int.class) {
      return 4;
    }
    if (type == short.class || type == char.class) {
      return 2;
    }
    if (type == byte.class || type == boolean.class) {
      return 1;
    }
    throw new UnsupportedCode(accessor + " has type " + type.getName() + "; use int or long");
  }

  private @Nullable Value plain(
      Value base, int offset, Size size, Class<?> type, List<Value> rest) {
    if (!rest.isEmpty()) {
      builder.store(size, offset, base, rest.getFirst());
      return null;
    }
    boolean signed = type == byte.class || type == short.class;
    Kind kind = size == Size.DOUBLE ? Kind.LONG : Kind.INT;
    return builder.add(
        kind, new Operation.Load(size, signed, offset, Operation.Memory.SHARED), base);
  }

  private @Nullable Value atomic(
      AccessorMethod accessor, Value base, int offset, Size size, Class<?> type, List<Value> rest) {
    if (size != Size.WORD && size != Size.DOUBLE) {
      throw new UnsupportedCode(accessor + " is @Atomic on " + type + "; use int or long");
    }
    Kind kind = size == Size.DOUBLE ? Kind.LONG : Kind.INT;
    boolean fetches = accessor.type() != void.class;
    if (fetches && !target.atomics()) {
      throw new UnsupportedCode(accessor + " needs atomics that return a value, kernel 5.12");
    }
    AtomicOp op =
        rest.size() == 2 ? AtomicOp.COMPARE_EXCHANGE : fetches ? AtomicOp.FETCH_ADD : AtomicOp.ADD;
    Operation operation = new Operation.Atomic(op, size, offset);
    Value result =
        rest.size() == 2
            ? builder.add(kind, operation, base, rest.get(0), rest.get(1))
            : builder.add(fetches ? kind : Kind.NOTHING, operation, base, rest.getFirst());
    return fetches ? result : null;
  }

  /// `Bytes.from(offset)`.
  Value from(List<Value> arguments) {
    Value bytes = builder.convert(Conversion.INT_TO_LONG, arguments.get(1));
    return builder.index(arguments.getFirst(), bytes);
  }
}
