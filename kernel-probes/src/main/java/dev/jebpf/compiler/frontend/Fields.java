package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;

/// Final fields, and elements of arrays they hold, are constants of the compiled program.
final class Fields {
  private final Graph graph;
  private final ClassFiles classes;

  Fields(Graph graph, ClassFiles classes) {
    this.graph = graph;
    this.classes = classes;
  }

  /// Does a `getfield` or `getstatic`.
  void get(State state, FieldInsnNode access) {
    boolean isStatic = access.getOpcode() == Opcodes.GETSTATIC;
    if (!isStatic && access.getOpcode() != Opcodes.GETFIELD) {
      throw new UnsupportedCode(
          "assigning field " + access.name + "; fields are constants, state belongs in maps");
    }
    Object holder = isStatic ? null : object(state.pop(), "field " + access.name);
    Field field = find(classes.load(access.owner), access.name);
    if (!Modifier.isFinal(field.getModifiers())) {
      throw new UnsupportedCode(
          "field " + access.name + " is not final; only constants can be read from fields");
    }
    state.push(value(read(field, holder)));
  }

  /// The object behind a constant.
  static Object object(Value value, String use) {
    if (value.operation() instanceof Operation.ConstantObject(Object object)) {
      return object;
    }
    throw new UnsupportedCode(
        use
            + " of an object that is not a constant of the program; reach objects through final"
            + " fields");
  }

  private static Field find(Class<?> owner, String name) {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
      for (Class<?> i : c.getInterfaces()) {
        for (Field field : i.getDeclaredFields()) {
          if (field.getName().equals(name)) {
            return field;
          }
        }
      }
    }
    throw new UnsupportedCode("no field " + name + " in " + owner.getName());
  }

  private static @Nullable Object read(Field field, @Nullable Object holder) {
    try {
      field.setAccessible(true);
      return field.get(holder);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new UnsupportedCode("field " + field + " cannot be read", e);
    }
  }

  /// The constant for a field's value.
  Value value(@Nullable Object object) {
    return switch (object) {
      case null -> graph.constant(Kind.POINTER, 0);
      case Boolean b -> graph.constant(Kind.INT, b ? 1 : 0);
      case Character c -> graph.constant(Kind.INT, c);
      case Byte n -> graph.constant(Kind.INT, n);
      case Short n -> graph.constant(Kind.INT, n);
      case Integer n -> graph.constant(Kind.INT, n);
      case Long n -> graph.constant(Kind.LONG, n);
      case Float _, Double _ -> throw new UnsupportedCode(Unsupported.describe(Opcodes.FCONST_0));
      default -> graph.object(object);
    };
  }

  /// Does an array load.
  void element(State state) {
    Value index = state.pop();
    Object array = object(state.pop(), "array element");
    if (index.constant().isEmpty()) {
      throw new UnsupportedCode(
          "an array element with an index that is not constant; use a MapView with @Length");
    }
    int i = (int) index.constant().getAsLong();
    if (i < 0 || i >= Array.getLength(array)) {
      throw new UnsupportedCode("index " + i + " of an array of " + Array.getLength(array));
    }
    state.push(value(Array.get(array, i)));
  }

  /// Does an `arraylength`.
  void length(State state) {
    Object array = object(state.pop(), "array length");
    state.push(graph.constant(Kind.INT, Array.getLength(array)));
  }
}
